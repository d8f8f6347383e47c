// Written by scripts/generate.mjs from openapi/openapi.json; `make clients` writes it anew.
import type { components } from './document.ts';
import type { MoveOptions } from '../tickets.ts';

type Schemas = components['schemas'];
/** What a move needs besides its name. */
export type Fields<Name extends keyof Schemas> = Omit<Schemas[Name], 'action'>;
/** Any move with its fields; moves of a life cycle that an office published itself are `OtherMove`. */
export type Move = Schemas['TransitionIn'];
export type MovedOut = Schemas['MovedOut'];

/** A method for every move of the life cycle that comes along. */
export abstract class Moves {
  /** Make any move: also those that an office published itself. */
  abstract move(ticketId: string, move: Move, options?: MoveOptions): Promise<MovedOut>;

  /** Accept the objection (同意退单). */
  acceptObjection(ticketId: string, fields: Fields<'AcceptObjectionMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'accept_objection' }, options);
  }

  /** Answer an order (督办反馈). */
  answerOrder(ticketId: string, fields: Fields<'AnswerOrderMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'answer_order' }, options);
  }

  /** Grant a request (同意). */
  approveRequest(ticketId: string, fields: Fields<'ApproveRequestMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'approve_request' }, options);
  }

  /** Archive (归档). */
  archive(ticketId: string, fields: Fields<'ArchiveMove'> = {}, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'archive' }, options);
  }

  /** Assign (指定经办人). */
  assign(ticketId: string, fields: Fields<'AssignMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'assign' }, options);
  }

  /** Fail the audit (审核退回). */
  auditFail(ticketId: string, fields: Fields<'AuditFailMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'audit_fail' }, options);
  }

  /** Pass the audit (审核通过). */
  auditPass(ticketId: string, fields: Fields<'AuditPassMove'> = {}, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'audit_pass' }, options);
  }

  /** Comment (批注). */
  comment(ticketId: string, fields: Fields<'CommentMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'comment' }, options);
  }

  /** Confirm and close (回访办结). */
  confirm(ticketId: string, fields: Fields<'ConfirmMove'> = {}, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'confirm' }, options);
  }

  /** Coordinate (协调联办). */
  coordinate(ticketId: string, fields: Fields<'CoordinateMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'coordinate' }, options);
  }

  /** Dispatch (交办). */
  dispatch(ticketId: string, fields: Fields<'DispatchMove'> = {}, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'dispatch' }, options);
  }

  /** Escalate (上报上级). */
  escalate(ticketId: string, fields: Fields<'EscalateMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'escalate' }, options);
  }

  /** Ask for an extension (延期申请). */
  extend(ticketId: string, fields: Fields<'ExtendMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'extend' }, options);
  }

  /** Hand down (下派落实). */
  handDown(ticketId: string, fields: Fields<'HandDownMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'hand_down' }, options);
  }

  /** Merge (并案). */
  merge(ticketId: string, fields: Fields<'MergeMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'merge' }, options);
  }

  /** Object to the assignment (退单申请). */
  object(ticketId: string, fields: Fields<'ObjectMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'object' }, options);
  }

  /** Ask to park (挂账申请). */
  park(ticketId: string, fields: Fields<'ParkMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'park' }, options);
  }

  /** Recall (撤回). */
  recall(ticketId: string, fields: Fields<'RecallMove'> = {}, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'recall' }, options);
  }

  /** Grade anew (重新定级). */
  reclassify(ticketId: string, fields: Fields<'ReclassifyMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'reclassify' }, options);
  }

  /** Redo (重办). */
  redo(ticketId: string, fields: Fields<'RedoMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'redo' }, options);
  }

  /** Refuse the objection (不同意退单). */
  refuseObjection(ticketId: string, fields: Fields<'RefuseObjectionMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'refuse_objection' }, options);
  }

  /** Refuse a request (不同意). */
  refuseRequest(ticketId: string, fields: Fields<'RefuseRequestMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'refuse_request' }, options);
  }

  /** Reject (不予受理). */
  reject(ticketId: string, fields: Fields<'RejectMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'reject' }, options);
  }

  /** Reopen (重新办理). */
  reopen(ticketId: string, fields: Fields<'ReopenMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'reopen' }, options);
  }

  /** Report a joint task (协办反馈). */
  report(ticketId: string, fields: Fields<'ReportMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'report' }, options);
  }

  /** Resolve here (本级解决). */
  resolve(ticketId: string, fields: Fields<'ResolveMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'resolve' }, options);
  }

  /** Resume (恢复办理). */
  resume(ticketId: string, fields: Fields<'ResumeMove'> = {}, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'resume' }, options);
  }

  /** Sign for (签收). */
  sign(ticketId: string, fields: Fields<'SignMove'> = {}, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'sign' }, options);
  }

  /** Supervise (督办). */
  supervise(ticketId: string, fields: Fields<'SuperviseMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'supervise' }, options);
  }

  /** Take over (提级办理). */
  takeOver(ticketId: string, fields: Fields<'TakeOverMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'take_over' }, options);
  }

  /** Ask for termination (终止申请). */
  terminate(ticketId: string, fields: Fields<'TerminateMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'terminate' }, options);
  }

  /** Transfer (转办). */
  transfer(ticketId: string, fields: Fields<'TransferMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'transfer' }, options);
  }

  /** Urge (催办). */
  urge(ticketId: string, fields: Fields<'UrgeMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'urge' }, options);
  }

  /** Waive a joint task (免除协办). */
  waive(ticketId: string, fields: Fields<'WaiveMove'>, options?: MoveOptions): Promise<MovedOut> {
    return this.move(ticketId, { ...fields, action: 'waive' }, options);
  }
}
