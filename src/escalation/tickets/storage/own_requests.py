"""Which pending requests did the caller ask with a key of theirs (own requests)? SQL of one column of a situation."""

from typing import Final

from escalation.identity.storage.api_keys import KEY_PRINCIPAL

OWN_REQUESTS: Final = f"""CASE WHEN tickets.requests_open > 0 THEN ARRAY(
  SELECT q.id FROM requests q
  JOIN api_keys k ON k.id = CASE WHEN q.asked_by ~ '{KEY_PRINCIPAL}' THEN split_part(q.asked_by, ':', 2)::uuid END
  LEFT JOIN person_members p ON p.member_id = k.member_id
  WHERE q.ticket_id = tickets.id AND q.state = 'pending'
    AND (k.member_id = CAST(:scope_member AS uuid) OR p.person_id = CAST(:person AS uuid))
) END"""
"""As the same member or, known to be the same human, as another one."""
