// Written by scripts/generate.mjs from openapi/openapi.json; `make clients` writes it anew.
export interface paths {
    "/asyncapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is told, as AsyncAPI
         * @description The AsyncAPI 3 document of webhooks and feed: every type of event, as it arrives by each way.
         */
        get: operations["readAsyncapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alive?
         * @description Answers without touching the database, even while draining.
         */
        get: operations["checkLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics
         * @description Counters and histograms in the Prometheus text format; no ticket, unit or person is named in them.
         */
        get: operations["readMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ready?
         * @description 503 while the database cannot be reached or the process is stopping: only where this process cannot serve.
         */
        get: operations["checkReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/attachments/{attachment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One attachment
         * @description What is known of a file, and how many of its bytes have come.
         */
        get: operations["readAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/attachments/{attachment_id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Complete a file
         * @description Have a file looked at that has come whole: JPEG, PNG, WebP, PDF, or DOCX and XLSX without macros.
         *
         *     Pictures are written anew, without what the camera noted of place and time. What is not taken is answered with 422
         *     and is gone. May be repeated.
         */
        post: operations["completeAttachment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/attachments/{attachment_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fetch an attachment
         * @description The file itself, to be saved: no browser shows it in the name of this server.
         */
        get: operations["downloadAttachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/attachments/{attachment_id}/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Send a part of a file
         * @description Send the next bytes, up to 4 MiB. After a lost answer send them once more, or read how many were `received`.
         */
        put: operations["uploadPart"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/attachments/{attachment_id}/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove an attachment
         * @description Take a file away for good. That it was there, its digest, who removed it and why stay in the history.
         */
        post: operations["removeAttachment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/attachments/{attachment_id}/thumbnail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fetch a small picture
         * @description A picture in small, at most 320 pixels wide and high, as JPEG.
         */
        get: operations["downloadThumbnail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Versions of calendars
         * @description Every version ever published, newest first, and until when working days are sure.
         */
        get: operations["listCalendars"];
        put?: never;
        /**
         * Publish a version
         * @description Check a document and publish it as the next version, in force at once. Its `version` may be left out.
         *
         *     Whatever would strand a ticket is refused, with a pointer to each place. What takes something back that the
         *     version in force has, such as a year of holidays, a rule or a state, needs `confirm=true`; the refusal names it.
         */
        post: operations["publishCalendar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One version
         * @description A version with its content.
         */
        get: operations["readCalendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalogues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Versions of catalogues
         * @description Every version ever published, newest first.
         */
        get: operations["listCatalogues"];
        put?: never;
        /**
         * Publish a version
         * @description Check a document and publish it as the next version, in force at once. Its `version` may be left out.
         *
         *     Whatever would strand a ticket is refused, with a pointer to each place. What takes something back that the
         *     version in force has, such as a year of holidays, a rule or a state, needs `confirm=true`; the refusal names it.
         */
        post: operations["publishCatalogue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalogues/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One version
         * @description A version with its content.
         */
        get: operations["readCatalogue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The catalogue
         * @description All categories, up to three levels deep, of the catalogue in force.
         */
        get: operations["readCategoryTree"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/categories/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What may this be about?
         * @description The likeliest categories of a text, by keywords and by what clerks decided so far; none if nothing is known.
         */
        get: operations["suggestCategories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/checkpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Signed checkpoints
         * @description Newest first.
         */
        get: operations["listCheckpoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Erasures
         * @description What was asked to be erased below the caller's unit, newest first.
         */
        get: operations["listErasures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/erasures/{erasure_id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide an erasure
         * @description Grant or refuse an erasure that somebody else has asked for. What is granted, the engine does within a minute.
         */
        post: operations["decideErasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/event-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The types of event
         * @description All of them, in the order of a ticket's life.
         */
        get: operations["listEventTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/event-types/{event_type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One type of event
         * @description What it is called, what it tells, and an example. The same schemas are in the OpenAPI document.
         */
        get: operations["readEventType"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The event feed
         * @description What has happened to all that the caller may see, oldest first, each event once and in order per ticket.
         *
         *     Who polls with `next` misses nothing. 410 with `earliest`, a cursor, if the cursor is older than what is kept.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The event feed as a stream
         * @description The same as Server-Sent Events: `data` is the event, `id` its cursor, with which a reader goes on.
         *
         *     A comment every 15 seconds shows that the connection lives. A reader who does not keep up is cut off and may come
         *     again. At most five streams of one key at a time in one process.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{event_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One event
         * @description An event as the feed shows it, however old it is.
         */
        get: operations["readEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events as a file
         * @description What happened to all that the caller may see, as the feed tells it, oldest first, as far as it is kept.
         *
         *     It ends with what had its place in the feed when it began. `data` is that of the event, in tables as JSON.
         */
        get: operations["exportEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/hand-overs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hand-overs as a file
         * @description Every hop of the tickets that the list shows with these filters, with its receipt.
         */
        get: operations["exportHandOvers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Members as a file
         * @description The members in the caller's scope, a row for each role. As csv it has the columns of an import.
         */
        get: operations["exportMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/opinions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Opinions as a file
         * @description The opinions that the caller may see, newest first, whatever their status; contacts are masked as in lists.
         *
         *     An import knows the headings. What has a reference of another system is known there already.
         */
        get: operations["exportOpinions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/reports/{report}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A report as a file
         * @description A row for each group, the sum in the last row. A spreadsheet says on its second sheet what was counted.
         */
        get: operations["exportReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Teams as a file
         * @description The teams of units in the caller's scope, a row for each who serves in one.
         */
        get: operations["exportTeams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tickets as a file
         * @description All tickets that the list shows with these filters, newest first, as csv, xlsx or jsonl.
         *
         *     Pages are read one by one: a ticket that is there from beginning to end comes once, as it was when its page was
         *     read; one that is made meanwhile does not come.
         */
        get: operations["exportTickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Units as a file
         * @description The tree in the order of codes. As csv it has the columns of an import, parents by their codes.
         */
        get: operations["exportUnits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/webhook-endpoints/{endpoint_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Attempts to deliver as a file
         * @description What was tried in the last thirty days, the latest first; without what was answered.
         */
        get: operations["exportDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/forms/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open a linked form
         * @description The form that a link was made for, seen as who made it sees it; no key is needed.
         */
        get: operations["readLinkedForm"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/holdings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What is held about a person
         * @description Every opinion in the caller's subtree that was sent with this contact. Each counts as a look at it, on record.
         */
        post: operations["readHoldings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Incidents of the clock
         * @description Incidents of tickets the caller may see that nobody, nor the clock itself, has decided since; newest first.
         */
        get: operations["listIncidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open invitations
         * @description Invitations of members in the caller's scope that were neither used nor replaced, nor have expired.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invite a member
         * @description Make a link by which a member sets a password and signs in. An earlier one for the same member ends.
         *
         *     A person who also holds posts outside the caller's scope can be invited by those only who reach all of them.
         */
        post: operations["inviteMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{invitation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an invitation
         * @description End an invitation: its link opens nothing any more.
         */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/joint-tasks/{joint_task_id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report a joint task
         * @description The joint unit is done. With the last one, the ticket goes back to its lead.
         */
        post: operations["reportJointTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/joint-tasks/{joint_task_id}/waive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Waive a joint task
         * @description The lead goes on without it, and says why.
         */
        post: operations["waiveJointTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Keys
         * @description The keys that the caller may revoke, with those that are revoked or have expired.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Make a key
         * @description Make a key for a unit in the caller's scope and a role that is not above the caller's. It is shown this once.
         *
         *     It ends with the key that it is made with: at the latest when that expires (see `expires_at`), and when that is
         *     revoked.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a key
         * @description End a key, with all keys that were made with it and the webhook endpoints that they set up.
         *
         *     They stop working within seconds, everywhere.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who am I?
         * @description The caller's person and posts, and the role and unit as which they act.
         */
        get: operations["readMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Members
         * @description The members who work, or hold a role, in the caller's scope.
         */
        get: operations["listMembers"];
        put?: never;
        /**
         * Make a member
         * @description Make a member of a unit in the caller's scope.
         */
        post: operations["createMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import members
         * @description Take in a table (CSV, XLSX) of name, home_unit_code, role, unit_code and, if wanted, skills and external_ref.
         *
         *     One line for each role. Somebody is known by `external_ref`, or else by name and home unit.
         */
        post: operations["importMembers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One member
         * @description A member in the caller's scope.
         */
        get: operations["readMember"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a member
         * @description Change name, home unit, rank or skills, or end somebody's service.
         */
        patch: operations["changeMember"];
        trace?: never;
    };
    "/v1/members/{member_id}/roles/{unit_id}/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a role
         * @description Give a member a role at a unit in the caller's scope.
         */
        put: operations["giveRole"];
        post?: never;
        /**
         * End a role
         * @description End a role. Keys made for it stop working within seconds.
         */
        delete: operations["takeRole"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{member_id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign a member out everywhere
         * @description End all sessions and phones of the person whose member this is: a phone was lost, or a password is known.
         *
         *     A person who also holds posts outside the caller's scope is signed out by those only who reach all of them.
         */
        delete: operations["endSessionsOfMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Operations
         * @description One's own and those of units in the caller's scope, newest first.
         */
        get: operations["listOperations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/{operation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One operation
         * @description How far it is.
         */
        get: operations["readOperation"];
        put?: never;
        post?: never;
        /**
         * Cancel an operation
         * @description End an import that is not wanted any more: what is done stays, the rest of the file is dropped.
         *
         *     Whoever began it may, and an admin of a unit above. One that has ended is left as it is. Replays are
         *     cancelled at their endpoint.
         */
        delete: operations["cancelOperation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/{operation_id}/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What came of each line
         * @description A receipt for every line done so far, in the order of the file, in the caller's language.
         */
        get: operations["readReceipts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/opinions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The inbox
         * @description The opinions that the caller may see, newest first, or those like another one, likest first.
         *
         *     A page of the former costs the same whatever it is narrowed to; where few fit it is shorter, and goes on.
         */
        get: operations["listOpinions"];
        put?: never;
        /**
         * Register an opinion
         * @description Take an opinion into the inbox. `code_way` says how the citizen comes by the code; the caller does not see it.
         */
        post: operations["registerOpinion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/opinions/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import opinions
         * @description Take a file of opinions: CSV or XLSX with a header, or one JSON object a line. Answers with an operation.
         *
         *     Fields: title, content, category, contact, citizen_name, place, submitted_at (local time if it has no zone),
         *     unit_code, external_ref, source; usual headings of exports in Chinese and English are known. Encoding (UTF-8,
         *     UTF-16, GB18030) and separator are found. Every line becomes an opinion or a receipt that says why not.
         */
        post: operations["importOpinions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/opinions/{opinion_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One opinion
         * @description An opinion that the caller may see, with the citizen's contact masked.
         */
        get: operations["readOpinion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/opinions/{opinion_id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Attachments of an opinion
         * @description What is attached to the opinion, oldest first.
         */
        get: operations["listOpinionAttachments"];
        put?: never;
        /**
         * Attach a file to an opinion
         * @description The same for an opinion in the caller's scope.
         */
        post: operations["attachToOpinion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/opinions/{opinion_id}/code-message": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Collect a code to be sent
         * @description Code and contact, for a machine that the operator has named as messenger (`opinion.code_ready` tells when).
         *
         *     Each call makes another code and the one before void: after a failure, ask again.
         */
        post: operations["sendTrackingCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/opinions/{opinion_id}/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read the citizen's contact
         * @description Name and contact in the clear, for who works on the matter. Every look is an event with its reason.
         */
        post: operations["readContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/opinions/{opinion_id}/contact-reads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who read the citizen's contact
         * @description Every look at the contact, for offices, leaders and supervisors in whose scope the opinion was received.
         */
        get: operations["listContactReads"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/opinions/{opinion_id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dismiss an opinion
         * @description Take an opinion out of the inbox without a ticket: for the office or a leader of the line, not for a handler.
         */
        post: operations["dismissOpinion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/opinions/{opinion_id}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for an erasure
         * @description Ask that everything an opinion says be erased: contact, words, files, and those of its ticket if it is the last.
         *
         *     For an office or leader over the unit, once the matter has ended. Somebody else decides. That there was an opinion,
         *     of which category and when, stays, and histories still verify.
         */
        post: operations["requestErasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/opinions/{opinion_id}/tracking-slip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Print the citizen's code
         * @description A slip to be printed and handed over, for whom no message reaches. It comes once: the code is kept nowhere.
         *
         *     Another slip makes the code on the one before void, and wants a reason. With a code that the unit printed which
         *     handled the matter, a citizen can say that it is not solved; that it is solved, the office asks them by telephone.
         */
        post: operations["printTrackingSlip"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{order_id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer an order
         * @description The holder says what was done; the order is answered, and its level may give another one.
         */
        post: operations["answerOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Versions of policies
         * @description Every version ever published, newest first.
         */
        get: operations["listPolicies"];
        put?: never;
        /**
         * Publish a version
         * @description Check a document and publish it as the next version, in force at once. Its `version` may be left out.
         *
         *     Whatever would strand a ticket is refused, with a pointer to each place. What takes something back that the
         *     version in force has, such as a year of holidays, a rule or a state, needs `confirm=true`; the refusal names it.
         */
        post: operations["publishPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One version
         * @description A version with its content.
         */
        get: operations["readPolicy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/breached": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tickets that were ever late
         * @description Tickets of which a limit was ever broken, by the moment of the first breach, whatever became of them since.
         */
        get: operations["reportBreached"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/climbed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What climbed by the clock, and to whom
         * @description Each step that the clock took a late ticket up counts for the unit it was given to.
         */
        get: operations["reportClimbed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/lapsed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Limits that passed, and under whom
         * @description Each limit that passed counts for the unit that held the ticket at that moment, wherever the ticket lies now.
         */
        get: operations["reportLapsed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/on-time": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shares of what was answered on time
         * @description How many of the tickets that were closed, or whose promise broke, kept it; and how many kept all stages.
         */
        get: operations["reportOnTime"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reports/overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tickets that are overdue now
         * @description Counts of the overdue tickets that the caller may see. `key` is the holder's code, the level, or the category.
         *
         *     A level is named as the policy in force calls it.
         */
        get: operations["reportOverdue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/requests/{request_id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide a request
         * @description Grant or refuse. For whom it waits, and until when, the request says.
         */
        post: operations["decideRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn the test clock forward
         * @description For every process on this database, and so for everybody: only who may publish rules for all turns it.
         *
         *     Only a server started with `--sandbox` has this route; the clock never goes back.
         */
        post: operations["advanceSandboxClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My sessions
         * @description The browsers in which the caller is signed in, the last first; none for a machine.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /**
         * Sign out everywhere
         * @description End all sessions and phones of one's own, this one too. They are over within seconds, everywhere.
         */
        delete: operations["endSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign out
         * @description End a session of one's own. It is over within seconds, everywhere.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ways to sign in
         * @description By what one can sign in at this server: name and password, or a provider.
         */
        get: operations["listSignInWays"];
        put?: never;
        /**
         * Sign in
         * @description Sign in with a browser. The answer sets a cookie that no script can read; a session before it ends.
         */
        post: operations["signInByPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation
         * @description Set the password of whoever is invited, and sign in. Their other sessions end.
         */
        post: operations["signInByInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in/invitation/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add an invitation to oneself
         * @description Add the member that is invited to the person who is signed in: it is one of theirs from now on.
         */
        post: operations["joinByInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in/post": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Choose a post
         * @description Act as this post from now on in the session of this browser; a request's `Acting-As` goes before it.
         */
        put: operations["changePost"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The session of this browser
         * @description What a page of ours needs that was loaded anew: the token without which nothing is changed.
         */
        get: operations["readSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staffing-gaps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where nobody is there to act
         * @description Active units in the caller's scope without member or key that could handle a ticket, or teams without leader.
         *
         *     Or (`assignee_gone`) open tickets in the hand of who is not in service any more, or has no role where they lie. In
         *     the order of the tree; a page may be short, or empty, and go on. Within a minute the clock takes a ticket off the
         *     desk of who has left, and it lies on that of its unit.
         */
        get: operations["listStaffingGaps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/submissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an opinion in
         * @description Take a citizen's opinion into a unit's inbox. No key is needed. Who works on it never sees the code.
         */
        post: operations["submitOpinion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Teams
         * @description The teams of units in the caller's scope.
         */
        get: operations["listTeams"];
        put?: never;
        /**
         * Form a team
         * @description Form a team of a unit in the caller's scope; a unit may have many.
         */
        post: operations["createTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams/{team_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One team
         * @description A team in the caller's scope.
         */
        get: operations["readTeam"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams/{team_id}/members/{member_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Put somebody in a team
         * @description Let a member serve in a team, or serve otherwise than before. A team has one leader.
         */
        put: operations["putTeamMember"];
        post?: never;
        /**
         * Take somebody from a team
         * @description End a member's service in a team.
         */
        delete: operations["removeTeamMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tickets
         * @description The tickets that the caller may see, most overdue first unless `sort` says otherwise.
         *
         *     A filter that names a state, category, unit or member that is not there is refused.
         */
        get: operations["listTickets"];
        put?: never;
        /**
         * Form a ticket
         * @description Form a ticket (交办单). The opinions leave the inbox with it; if one is gone already, nothing happens.
         */
        post: operations["formTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import closed tickets
         * @description Take tickets that another system has closed: CSV or XLSX with a line each, or JSON lines.
         *
         *     Needed: external_ref, created_at, closed_at, and title or content. Besides: unit_code (who received it),
         *     handler_code (who dealt with it), category, urgency, difficulty, source, due_at, state, outcome, reply, solved,
         *     satisfaction, and steps (a list of objects with at, action, from_unit, to_unit, reason, text, by). They are counted
         *     and found like other tickets and marked `imported`; no clock looks at them. Each is told by one event,
         *     `ticket.imported`, which webhooks are sent only if they name it.
         */
        post: operations["importHistory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{ticket_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One ticket
         * @description A ticket that the caller may see; 304 if the caller knows this version already.
         */
        get: operations["readTicket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{ticket_id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What may I do now?
         * @description The moves that this caller may make now, from the very checks that the moves themselves make.
         *
         *     Nothing is listed that has no possible target: no unit to transfer to, nobody to assign, no other ticket.
         */
        get: operations["listActions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{ticket_id}/actions/{action}/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whom or what may a field name?
         * @description The units, members, tickets or requests that a field may name: those that the move would accept, and no others.
         *
         *     Units come in the order of the tree, members by name, tickets newest first. A page costs a page: it may be shorter
         *     than `limit`, even empty, and go on where `next_cursor` says.
         */
        get: operations["listActionCandidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{ticket_id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Attachments of a ticket
         * @description What is attached to the ticket, to tickets merged into it, and to those of its opinions that the caller sees.
         */
        get: operations["listTicketAttachments"];
        put?: never;
        /**
         * Attach a file to a ticket
         * @description Begin a file of up to 20 MiB. Send its parts next, then complete it.
         */
        post: operations["attachToTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{ticket_id}/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why is it due when it is due?
         * @description The rule, its source and its limit, the calendar and its holidays, what was used, and what comes next.
         */
        get: operations["readTicketClock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{ticket_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The history of a ticket
         * @description Its events, oldest first. `next_cursor` is the `after` of the next page.
         */
        get: operations["listTicketEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{ticket_id}/form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The printable ticket
         * @description The assignment ticket for A4: everything a paper form has, with places for signatures and seals.
         *
         *     Contacts are masked; what is confidential is on it only for who may read it.
         */
        get: operations["printTicket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{ticket_id}/form/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A link to the printable ticket
         * @description An address that a browser opens by itself, for a minute.
         */
        get: operations["linkForm"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{ticket_id}/hand-overs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The hand-overs of a ticket
         * @description Every hop, oldest first.
         */
        get: operations["listHandOvers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{ticket_id}/joint-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The joint tasks of a ticket
         * @description Every joint task, oldest first.
         */
        get: operations["listJointTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{ticket_id}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The supervision orders of a ticket
         * @description Every order, oldest first, ended ones included.
         */
        get: operations["listOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{ticket_id}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The requests about a ticket
         * @description Every request, oldest first, whatever became of it.
         */
        get: operations["listRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{ticket_id}/transitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move a ticket
         * @description Make one move. A repeated Idempotency-Key is answered as before and changes nothing.
         */
        post: operations["moveTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * My phones
         * @description The phones with which the caller is signed in, the last first; none for a machine.
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * Sign a phone in
         * @description Sign in with a phone, by name and password.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on with a phone
         * @description Give a refresh token back for new tokens. One that comes again after these were used ends the phone.
         *
         *     An answer that was lost on the way is asked for again, best with the same Idempotency-Key.
         */
        post: operations["refreshToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens/{token_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign a phone out
         * @description Sign a phone of one's own out. It is over within seconds, everywhere.
         */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/track": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Follow an opinion
         * @description How far the matter is. No key is needed; a code that opens nothing is answered like any other unknown thing.
         */
        post: operations["trackOpinion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/track/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer the result
         * @description Close the matter as solved, or have it handled again, while feedback is awaited or the matter may be reopened.
         */
        post: operations["giveFeedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Units
         * @description The tree in the order of codes, dissolved units included unless `active=true`.
         *
         *     A page costs the same whatever the list is narrowed to: it may be short, and goes on where `next_cursor` says.
         */
        get: operations["listUnits"];
        put?: never;
        /**
         * Make a unit
         * @description Make one unit below a unit in the caller's scope.
         */
        post: operations["createUnit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import units
         * @description Take in a table (CSV, XLSX) of code, parent_code, level, name and, if wanted, kind and designation.
         *
         *     A line that is wrong is refused by itself; a line that says what is so already changes nothing.
         */
        post: operations["importUnits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/{unit_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One unit
         * @description A unit, dissolved or not; 304 if the caller knows this version already.
         */
        get: operations["readUnit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/{unit_id}/dissolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dissolve a unit
         * @description Dissolve a unit that has no active unit below it.
         *
         *     Its members, its inbox and its duty in open tickets go to the successor; its keys end.
         */
        post: operations["dissolveUnit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/{unit_id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a unit another parent
         * @description Move a unit with everything below it. Open tickets go on as they are; who may see them follows the tree.
         */
        post: operations["moveUnit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vocabulary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What codes are called
         * @description Chinese and English for states, moves, levels, grades, roles, events, problems and all other codes.
         */
        get: operations["readVocabulary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Webhook endpoints
         * @description The endpoints of the units in the caller's scope.
         */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Make a webhook endpoint
         * @description Make an endpoint of a unit in the caller's scope. It is told what happens from now on.
         *
         *     The secret is shown once, here: store it, then ask for a ping.
         */
        post: operations["createWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One webhook endpoint
         * @description An endpoint; 304 if the caller knows this version already.
         */
        get: operations["readWebhookEndpoint"];
        put?: never;
        post?: never;
        /**
         * Remove a webhook endpoint
         * @description Remove an endpoint with what it is owed.
         */
        delete: operations["deleteWebhookEndpoint"];
        options?: never;
        head?: never;
        /**
         * Change a webhook endpoint
         * @description Change settings, pause, or go on. What is owed to a paused endpoint waits; what happens meanwhile is not added.
         *
         *     A replay since the pause fetches it. An endpoint that was disabled is pinged before it is active again.
         */
        patch: operations["changeWebhookEndpoint"];
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/dead": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Dead letters
         * @description What was given up in the last thirty days, the latest first.
         */
        get: operations["listDeadDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Attempts to deliver
         * @description What was tried in the last thirty days, the latest first.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/deliveries/{event_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of an event
         * @description The latest attempts to deliver an event to this endpoint, with what was answered.
         */
        get: operations["readDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/deliveries/{event_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an event again
         * @description Let an event be due at once, delivered or not. What is owed already is due sooner, not twice.
         */
        post: operations["retryDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Public keys of an endpoint
         * @description The public halves of its live key pairs, for everybody; 404 if there are none.
         */
        get: operations["readWebhookKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ping an endpoint
         * @description Send a sign of life now, and say what the receiver answered. Whatever that is, the endpoint stays as it is.
         */
        post: operations["pingWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/probe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Probe an endpoint that failed
         * @description Ping; if the receiver takes it, deliveries go on at once, and on request what failed is sent again.
         */
        post: operations["probeWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send events again
         * @description Send events again, behind all that is new, and answer with an operation to watch. One goes on at a time.
         */
        post: operations["replayEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/replays/{operation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Cancel a replay
         * @description End it. What it has not sent yet is not sent.
         */
        delete: operations["cancelReplay"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Secrets of an endpoint
         * @description What deliveries are signed with now: at most five, with their ids and times.
         */
        get: operations["listSecrets"];
        put?: never;
        /**
         * Add a secret
         * @description Sign with one more secret from now on, retries included. Older ones go on beside it for a while.
         */
        post: operations["addSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/secrets/{secret_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a secret
         * @description End a secret at once. The last one cannot be ended.
         */
        delete: operations["expireSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How an endpoint fares
         * @description Attempts by hour and outcome, what is owed, and how the breaker stands.
         */
        get: operations["readWebhookStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook-endpoints/{endpoint_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an example to an endpoint
         * @description Send the example of any event type now, signed and formed as deliveries are, with `test: true` in its body.
         */
        post: operations["sendExampleEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/work": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How much waits for me
         * @description What waits for the caller's unit, and `assigned`: for the member to whom the key belongs. Costs little, always.
         *
         *     `dispatch`, `accept`, `handle`, `audit` and `call-back` are what the unit holds, by what it has to do; `overdue` and
         *     `warned` are those among all it holds. `joint`, `requests` and `orders` wait to be reported, decided and answered.
         */
        get: operations["countWork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/work/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What waits for me
         * @description One kind of work, by due date. A page may be shorter than `limit` and go on, as every list of tickets.
         */
        get: operations["listWork"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Versions of workflows
         * @description Every version ever published, newest first.
         */
        get: operations["listWorkflows"];
        put?: never;
        /**
         * Publish a version
         * @description Check a document and publish it as the next version, in force at once. Its `version` may be left out.
         *
         *     Whatever would strand a ticket is refused, with a pointer to each place. What takes something back that the
         *     version in force has, such as a year of holidays, a rule or a state, needs `confirm=true`; the refusal names it.
         */
        post: operations["publishWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflows/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One version
         * @description A version with its content.
         */
        get: operations["readWorkflow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflows/{version}/diagram": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A workflow drawn
         * @description States and moves as a Mermaid state diagram, drawn from what is enforced.
         */
        get: operations["drawWorkflow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "delivery.exhausted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delivery given up
         * @description An event will not be sent again by itself.
         */
        post: operations["webhook_delivery_exhausted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "endpoint.disabled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Endpoint disabled
         * @description Nothing more is sent to an endpoint until somebody enables it.
         */
        post: operations["webhook_endpoint_disabled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "endpoint.failing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Endpoint failing
         * @description Deliveries to an endpoint fail, and it will be disabled.
         */
        post: operations["webhook_endpoint_failing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "endpoint.recovered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Endpoint recovered
         * @description Deliveries to an endpoint succeed again.
         */
        post: operations["webhook_endpoint_recovered"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "joint_task.reported": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Joint task reported
         * @description A joint unit is done and says with what result.
         */
        post: operations["webhook_joint_task_reported"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "joint_task.requested": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Joint task requested
         * @description A unit was asked to help with a ticket.
         */
        post: operations["webhook_joint_task_requested"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "joint_task.superseded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Joint task superseded
         * @description The coordination ended before this joint unit was done.
         */
        post: operations["webhook_joint_task_superseded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "joint_task.waived": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Joint task waived
         * @description The lead goes on without this joint unit.
         */
        post: operations["webhook_joint_task_waived"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "opinion.attached": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opinion attached
         * @description An opinion belongs to a ticket now, or to another one because its own was merged.
         */
        post: operations["webhook_opinion_attached"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "opinion.attachment_added": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * File attached to an opinion
         * @description A photo or document came to an opinion.
         */
        post: operations["webhook_opinion_attachment_added"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "opinion.attachment_removed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * File of an opinion removed
         * @description A photo or document of an opinion is gone for good.
         */
        post: operations["webhook_opinion_attachment_removed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "opinion.code_given": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Code handed over
         * @description The citizen has the tracking code, or another one in place of it.
         */
        post: operations["webhook_opinion_code_given"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "opinion.code_ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Code to be sent
         * @description A message has to carry the tracking code to the citizen: the messenger collects it.
         */
        post: operations["webhook_opinion_code_ready"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "opinion.contact_read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Contact read
         * @description Somebody was shown the citizen's name and contact, for a reason.
         */
        post: operations["webhook_opinion_contact_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "opinion.dismissed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opinion dismissed
         * @description An opinion left the inbox without a ticket.
         */
        post: operations["webhook_opinion_dismissed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "opinion.erased": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opinion erased
         * @description What was said, or the contact alone, was erased: at the citizen's wish, or because its time was over.
         */
        post: operations["webhook_opinion_erased"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "opinion.received": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Opinion received
         * @description An opinion came in. What it says is read where it is kept.
         */
        post: operations["webhook_opinion_received"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.archived": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ticket archived
         * @description The time for reopening is over.
         */
        post: operations["webhook_ticket_archived"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.assigned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Member assigned
         * @description A member of the holding unit takes the ticket in hand.
         */
        post: operations["webhook_ticket_assigned"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.attachment_added": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * File attached
         * @description A photo or document came to the ticket.
         */
        post: operations["webhook_ticket_attachment_added"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.attachment_removed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * File removed
         * @description A photo or document of the ticket is gone for good.
         */
        post: operations["webhook_ticket_attachment_removed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.audit_failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Audit failed
         * @description The result was not accepted, and the unit has to do it again.
         */
        post: operations["webhook_ticket_audit_failed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.audit_passed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Audit passed
         * @description The result was accepted, and the citizen will be called.
         */
        post: operations["webhook_ticket_audit_passed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.call_tried": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call not answered
         * @description Nobody answered the call about the result.
         */
        post: operations["webhook_ticket_call_tried"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.commented": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Comment
         * @description Somebody wrote a comment.
         */
        post: operations["webhook_ticket_commented"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.confirmed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ticket closed
         * @description The citizen answered or could not be reached, and the ticket is closed.
         */
        post: operations["webhook_ticket_confirmed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.coordinated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Coordination begun
         * @description The holder leads, and other units were asked to help.
         */
        post: operations["webhook_ticket_coordinated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.coordination_finished": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Coordination finished
         * @description No joint task is open, and the lead goes on.
         */
        post: operations["webhook_ticket_coordination_finished"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ticket formed
         * @description A ticket was formed of one or more opinions.
         */
        post: operations["webhook_ticket_created"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.dispatched": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ticket dispatched
         * @description An office gave the ticket to a unit, which has to sign.
         */
        post: operations["webhook_ticket_dispatched"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.erased": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Words erased
         * @description What a citizen said was erased, all of the ticket's words or those of one citizen. All else stays.
         */
        post: operations["webhook_ticket_erased"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.escalated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ticket escalated
         * @description The ticket went up one level, by decision or because it was late.
         */
        post: operations["webhook_ticket_escalated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.extended": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Extended
         * @description The limit is later; the original one stays on record.
         */
        post: operations["webhook_ticket_extended"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.extension_refused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Extension refused
         * @description The limit stays, or nobody decided in time.
         */
        post: operations["webhook_ticket_extension_refused"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.extension_requested": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Extension requested
         * @description The holder asks for more time.
         */
        post: operations["webhook_ticket_extension_requested"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.handed_down": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ticket handed down
         * @description A unit above instructed one below, and will audit the result.
         */
        post: operations["webhook_ticket_handed_down"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.imported": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ticket imported
         * @description A ticket that another system had closed became history here.
         */
        post: operations["webhook_ticket_imported"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.merged": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ticket merged
         * @description The ticket became part of another one, with its opinions.
         */
        post: operations["webhook_ticket_merged"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.merged_from": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Another ticket taken in
         * @description Another ticket became part of this one: its opinions, and whatever it was promised sooner.
         */
        post: operations["webhook_ticket_merged_from"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.objected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Objection
         * @description The holder says that the matter is another unit's business.
         */
        post: operations["webhook_ticket_objected"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.objection_accepted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Objection accepted
         * @description The ticket is back with whoever dispatched it.
         */
        post: operations["webhook_ticket_objection_accepted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.objection_refused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Objection refused
         * @description The ticket stays with the unit, or nobody decided in time.
         */
        post: operations["webhook_ticket_objection_refused"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.order_answered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Order answered
         * @description The holder says what was done about a supervision order.
         */
        post: operations["webhook_ticket_order_answered"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Overdue
         * @description A deadline has passed.
         */
        post: operations["webhook_ticket_overdue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.parked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Parked
         * @description The clocks stand still until the day that was agreed.
         */
        post: operations["webhook_ticket_parked"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.parking_refused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Parking refused
         * @description The work goes on, or nobody decided in time.
         */
        post: operations["webhook_ticket_parking_refused"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.parking_requested": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Parking requested
         * @description The holder asks to wait until a day to come.
         */
        post: operations["webhook_ticket_parking_requested"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.problem_flagged": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Problem ticket
         * @description Redone or handed on too often: the level above supervises it.
         */
        post: operations["webhook_ticket_problem_flagged"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.recalled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ticket recalled
         * @description The sender took the ticket back before it was signed for.
         */
        post: operations["webhook_ticket_recalled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.reclassified": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Graded anew
         * @description Urgency or difficulty changed, and with them the limits.
         */
        post: operations["webhook_ticket_reclassified"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.redone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * To be done again
         * @description The citizen is not content, so the unit that handled it has it again.
         */
        post: operations["webhook_ticket_redone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.rejected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ticket not accepted
         * @description The matter belongs to another channel, and the citizen is told.
         */
        post: operations["webhook_ticket_rejected"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.released": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assignee gone
         * @description Whoever had the ticket in hand does not serve there any more, so it lies on the unit's common desk again.
         */
        post: operations["webhook_ticket_released"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.reopened": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ticket reopened
         * @description A closed ticket is worked on again.
         */
        post: operations["webhook_ticket_reopened"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.rescheduled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dates counted anew
         * @description A newer calendar changed the dates.
         */
        post: operations["webhook_ticket_rescheduled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.resolved": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Result submitted
         * @description The holder says what came of it; the result waits for its audit.
         */
        post: operations["webhook_ticket_resolved"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.resumed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resumed
         * @description The ticket is worked on again, and the clocks go on with the rest.
         */
        post: operations["webhook_ticket_resumed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.scope_left": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Out of sight
         * @description The ticket went where the receiver does not see it. Who sees it no more is told no more than that.
         */
        post: operations["webhook_ticket_scope_left"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.signed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ticket signed for
         * @description The unit has the ticket and works on it.
         */
        post: operations["webhook_ticket_signed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.stuck_at_top": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Late with nobody above
         * @description The ticket should go up, and there is no level above.
         */
        post: operations["webhook_ticket_stuck_at_top"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.succeeded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Duty passed on
         * @description A unit was dissolved, and its successor took over.
         */
        post: operations["webhook_ticket_succeeded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.supervised": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Supervised
         * @description An order was issued, or rose in colour because nobody answered.
         */
        post: operations["webhook_ticket_supervised"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.terminated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Terminated
         * @description The ticket ended without a result.
         */
        post: operations["webhook_ticket_terminated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.termination_refused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Termination refused
         * @description The work goes on, or nobody decided in time.
         */
        post: operations["webhook_ticket_termination_refused"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.termination_requested": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Termination requested
         * @description The holder asks to end the ticket without a result.
         */
        post: operations["webhook_ticket_termination_requested"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.transferred": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ticket transferred
         * @description An office gave the ticket to another unit of the same level.
         */
        post: operations["webhook_ticket_transferred"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.urged": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Urged
         * @description Somebody asked the holder to hurry.
         */
        post: operations["webhook_ticket_urged"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.warned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Warning
         * @description A deadline comes near, or a ticket that is late was called to mind.
         */
        post: operations["webhook_ticket_warned"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ping
         * @description Sent when somebody asks for a sign of life, and before a disabled endpoint becomes active again.
         */
        post: operations["webhook_webhook_ping"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test
         * @description Sent because somebody asked for it.
         */
        post: operations["webhook_webhook_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /**
         * AcceptIn
         * @description The secret of an invitation, and the password to be set.
         */
        AcceptIn: {
            /**
             * Password
             * @description At least 12 characters when it is set; there are no other rules.
             */
            password: string;
            /** Secret */
            secret: string;
        };
        /**
         * AcceptObjectionMove
         * @description Accept the objection (同意退单).
         */
        AcceptObjectionMove: {
            /** @constant */
            action: "accept_objection";
            reason: string;
            /** Request Id */
            request_id?: string | null;
        };
        /**
         * ActionOut
         * @description A move this caller may make now. `label` and `help` are in the language of the request.
         *
         *     At most one of them is `primary`: the first, in the order of the life cycle, of those that it declares to be. A
         *     front end asks once more before what is `dangerous`.
         */
        ActionOut: {
            /** Action */
            action: string;
            /** Dangerous */
            dangerous: boolean;
            /** En */
            en: string;
            /** Fields */
            fields: components["schemas"]["FieldOut"][];
            /** Help */
            help: string | null;
            /** Label */
            label: string;
            /** Primary */
            primary: boolean;
            /** Zh */
            zh: string;
        };
        /**
         * ActionsOut
         * @description The moves this caller may make now.
         */
        ActionsOut: {
            /** Items */
            items: components["schemas"]["ActionOut"][];
        };
        /**
         * AdvanceIn
         * @description How far to turn the clock forward.
         */
        AdvanceIn: {
            /**
             * Advance
             * @example P3D
             */
            advance: string;
        };
        /**
         * Advice
         * @description What the owner of an endpoint should do.
         * @enum {string}
         */
        Advice: "update_url";
        /**
         * Alive
         * @description The process answers.
         */
        Alive: {
            /**
             * Status
             * @constant
             */
            status: "alive";
        };
        /**
         * AnswerIn
         * @description What was done about it.
         */
        AnswerIn: {
            /** Text */
            text: string;
        };
        /**
         * AnswerOrderMove
         * @description Answer an order (督办反馈).
         */
        AnswerOrderMove: {
            /** @constant */
            action: "answer_order";
            /** Format: uuid */
            order_id: string;
            text: string;
        };
        /**
         * AnsweredOut
         * @description The same with the head and the beginning of the body that the receiver answered.
         */
        AnsweredOut: {
            /** Attempt */
            attempt: number;
            /** Cause */
            cause: string;
            /** Duration Ms */
            duration_ms: number;
            /** Error */
            error: string | null;
            /**
             * Event Id
             * Format: uuid
             */
            event_id: string;
            /** Event Type */
            event_type: string;
            /** Next At */
            next_at: string | null;
            /** Outcome */
            outcome: string;
            /** Response Body */
            response_body: string;
            /** Response Headers */
            response_headers: {
                [key: string]: string;
            };
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /** Status */
            status: number | null;
        };
        /**
         * ApproveRequestMove
         * @description Grant a request (同意).
         */
        ApproveRequestMove: {
            /** @constant */
            action: "approve_request";
            /** Reason */
            reason?: string | null;
            /** Format: uuid */
            request_id: string;
        };
        /**
         * ArchiveMove
         * @description Archive (归档).
         */
        ArchiveMove: {
            /** @constant */
            action: "archive";
        };
        /**
         * AssignMove
         * @description Assign (指定经办人).
         */
        AssignMove: {
            /** @constant */
            action: "assign";
            /** Format: uuid */
            member_id: string;
        };
        /**
         * AssigneeNameOut
         * @description A member by name.
         */
        AssigneeNameOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * AttachmentIn
         * @description A file to come. `size` in bytes; `sha256` in hexadecimal digits, compared once it is whole.
         */
        AttachmentIn: {
            /** Name */
            name: string;
            /** Sha256 */
            sha256?: string | null;
            /** Size */
            size: number;
        };
        /**
         * AttachmentOut
         * @description A file. `size` and `received` are bytes; `width` and `height` are pixels, of pictures alone.
         *
         *     `media_type` and `sha256` are known once it is ready, and are those of the file as it can be fetched. `reason`: why
         *     it was refused (a code), or removed (in words).
         */
        AttachmentOut: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /** Ended At */
            ended_at: string | null;
            /** Height */
            height: number | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Media Type */
            media_type: string | null;
            /** Name */
            name: string;
            /** Opinion Id */
            opinion_id: string | null;
            /** Reason */
            reason: string | null;
            /** Received */
            received: number;
            /** Sha256 */
            sha256: string | null;
            /** Size */
            size: number;
            /**
             * State
             * @enum {string}
             */
            state: "uploading" | "ready" | "refused" | "removed";
            /** Ticket Id */
            ticket_id: string | null;
            /** Width */
            width: number | null;
        };
        /** AttachmentPage */
        AttachmentPage: {
            /** Items */
            items: components["schemas"]["AttachmentOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * AttemptOut
         * @description One attempt. `outcome` is `ok` or what went wrong; `cause` is why it was made; `next_at`: when it is repeated.
         */
        AttemptOut: {
            /** Attempt */
            attempt: number;
            /** Cause */
            cause: string;
            /** Duration Ms */
            duration_ms: number;
            /** Error */
            error: string | null;
            /**
             * Event Id
             * Format: uuid
             */
            event_id: string;
            /** Event Type */
            event_type: string;
            /** Next At */
            next_at: string | null;
            /** Outcome */
            outcome: string;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /** Status */
            status: number | null;
        };
        /** AttemptPage */
        AttemptPage: {
            /** Items */
            items: components["schemas"]["AttemptOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * AuditFailMove
         * @description Fail the audit (审核退回).
         */
        AuditFailMove: {
            /** @constant */
            action: "audit_fail";
            reason: string;
        };
        /**
         * AuditPassMove
         * @description Pass the audit (审核通过).
         */
        AuditPassMove: {
            /** @constant */
            action: "audit_pass";
            /** Reason */
            reason?: string | null;
        };
        /**
         * Basis
         * @description By what a ticket belongs to the period of `ReportKind.ON_TIME`.
         * @enum {string}
         */
        Basis: "closed" | "due" | "dispatched";
        /**
         * BreachedCounts
         * @description Tickets, how many of them are open, and whether the promise or a stage was the first to break.
         */
        BreachedCounts: {
            /** Open */
            open: number;
            /** Promises */
            promises: number;
            /** Stages */
            stages: number;
            /** Tickets */
            tickets: number;
        };
        /**
         * BreachedGroup
         * @description A group of tickets of which a limit was ever broken.
         */
        BreachedGroup: {
            /** Key */
            key: string | null;
            /** Name */
            name: string | null;
            /** Open */
            open: number;
            /** Promises */
            promises: number;
            /** Stages */
            stages: number;
            /** Tickets */
            tickets: number;
        };
        /**
         * BreachedReport
         * @description Tickets ever late.
         */
        BreachedReport: {
            /**
             * As Of
             * Format: date-time
             */
            as_of: string;
            /** Definition */
            definition: string;
            group_by: components["schemas"]["ReportGroup"];
            /** Is Whole */
            is_whole: boolean;
            /** Items */
            items: components["schemas"]["BreachedGroup"][];
            report: components["schemas"]["ReportKind"];
            /** Since */
            since: string | null;
            total: components["schemas"]["BreachedCounts"];
            /** Unit */
            unit: string | null;
            /** Until */
            until: string | null;
            /** Zone */
            zone: string;
        };
        /**
         * CalendarsOut
         * @description Every version, newest first, and how far the one in force reaches: due dates after that are provisional.
         *
         *     `missing_year` should be published by now: its holidays are gazetted in November. Null if none is missing.
         */
        CalendarsOut: {
            /**
             * Confirmed Until
             * Format: date
             */
            confirmed_until: string;
            /** Items */
            items: components["schemas"]["VersionOut"][];
            /** Missing Year */
            missing_year: number | null;
        };
        /**
         * CandidateOut
         * @description What may be named by `id`.
         *
         *     `code` is a unit's code, a ticket's number, a request's kind or an order's colour; `within` the unit that a unit is
         *     directly below, or that a member, ticket, joint task, request or order belongs to.
         */
        CandidateOut: {
            /** Code */
            code: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Within */
            within: string | null;
        };
        /** CandidatePage */
        CandidatePage: {
            /** Items */
            items: components["schemas"]["CandidateOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * CategoryNode
         * @description A heading with its parts.
         */
        CategoryNode: {
            /** Code */
            code: string;
            /** Confidential */
            confidential: boolean;
            /** Departments */
            departments: string[];
            /** En */
            en: string;
            /** Parts */
            parts: components["schemas"]["CategoryNode"][];
            /** Retired */
            retired: boolean;
            /** Successor */
            successor: string | null;
            urgency: components["schemas"]["Urgency"] | null;
            /** Zh */
            zh: string;
        };
        /**
         * CategoryTree
         * @description The classes with their parts and the departments, in the order of the catalogue. `version`: the one in force.
         */
        CategoryTree: {
            /** Departments */
            departments: components["schemas"]["DepartmentOut"][];
            /** Items */
            items: components["schemas"]["CategoryNode"][];
            /** Version */
            version: number;
        };
        /**
         * ChangedMemberOut
         * @description A member as changed. `warnings`: units for which nobody could act by that, tickets that were in their hand.
         */
        ChangedMemberOut: {
            /** Active */
            active: boolean;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** External Ref */
            external_ref: string | null;
            home_unit: components["schemas"]["UnitRef"];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Rank */
            rank: string | null;
            /** Roles */
            roles: components["schemas"]["RoleOut"][];
            /** Skills */
            skills: string[];
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Warnings */
            warnings: components["schemas"]["WarningOut"][];
        };
        /**
         * CheckpointOut
         * @description What both logs had come to. `text` is what was signed, byte for byte; `previous` is its SHA-256 one earlier.
         */
        CheckpointOut: {
            events: components["schemas"]["LogStateOut"];
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Number */
            number: number;
            /** Previous */
            previous: string;
            seals: components["schemas"]["LogStateOut"];
            /** Signatures */
            signatures: components["schemas"]["CheckpointSignatureOut"][];
            /**
             * Text
             * @description What was signed.
             */
            text: string;
        };
        /** CheckpointPage */
        CheckpointPage: {
            /** Items */
            items: components["schemas"]["CheckpointOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * CheckpointSignatureOut
         * @description An Ed25519 signature of `text`, and the public key that it fits; both in Base64.
         */
        CheckpointSignatureOut: {
            /** Public Key */
            public_key: string;
            /** Signature */
            signature: string;
        };
        /**
         * ChooseIn
         * @description As which post to act in this session wherever `Acting-As` does not say otherwise.
         */
        ChooseIn: {
            /** Acting As */
            acting_as: string;
        };
        /**
         * CitizenIn
         * @description Who sent it. Both are sealed; only a masked contact is shown.
         */
        CitizenIn: {
            /** Contact */
            contact?: string | null;
            /** Name */
            name?: string | null;
        };
        /**
         * ClimbedCounts
         * @description Steps up by the clock, and of how many tickets.
         */
        ClimbedCounts: {
            /** Steps */
            steps: number;
            /** Tickets */
            tickets: number;
        };
        /**
         * ClimbedGroup
         * @description A group of steps up.
         */
        ClimbedGroup: {
            /** Key */
            key: string | null;
            /** Name */
            name: string | null;
            /** Steps */
            steps: number;
            /** Tickets */
            tickets: number;
        };
        /**
         * ClimbedReport
         * @description What climbed by the clock, and to whom.
         */
        ClimbedReport: {
            /**
             * As Of
             * Format: date-time
             */
            as_of: string;
            /** Definition */
            definition: string;
            group_by: components["schemas"]["ReportGroup"];
            /** Is Whole */
            is_whole: boolean;
            /** Items */
            items: components["schemas"]["ClimbedGroup"][];
            report: components["schemas"]["ReportKind"];
            /** Since */
            since: string | null;
            total: components["schemas"]["ClimbedCounts"];
            /** Unit */
            unit: string | null;
            /** Until */
            until: string | null;
            /** Zone */
            zone: string;
        };
        /**
         * ClockOut
         * @description Both stopwatches. `counts` names the one that is due first; `sentences` say all of it in words.
         *
         *     `overdue` is what lists and reports go by, `late_since` the moment from which on it was so.
         *
         *     `calendar_in_force` is newer than the `calendar_version` of the stopwatches as long as the dates were not computed
         *     anew; that happens at the latest when the clock looks.
         */
        ClockOut: {
            /** Calendar In Force */
            calendar_in_force: number;
            /** Counts */
            counts: string | null;
            /** Escalates At */
            escalates_at: string | null;
            /** Extension Count */
            extension_count: number;
            /** Extensions */
            extensions: components["schemas"]["ExtensionOut"][];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Late Since */
            late_since: string | null;
            next: components["schemas"]["NextOut"] | null;
            /**
             * Now
             * Format: date-time
             */
            now: string;
            /** Number */
            number: string;
            /** Orange At */
            orange_at: string | null;
            overall: components["schemas"]["WatchOut"];
            /** Overdue */
            overdue: boolean;
            /** Red At */
            red_at: string | null;
            /** Resume At */
            resume_at: string | null;
            /** Sentences */
            sentences: string[];
            stage: components["schemas"]["WatchOut"] | null;
            /** State */
            state: string;
            /** Version */
            version: number;
            /** Yellow At */
            yellow_at: string | null;
        };
        /**
         * CloudEvent
         * @description A structured CloudEvent 1.0. `source` names unit and ticket; `sequence` is padded to compare as text.
         */
        CloudEvent: {
            data: components["schemas"]["EventBody"];
            /** @constant */
            datacontenttype: "application/json";
            id: string;
            /**
             * @description Of a ticket's event.
             * @default null
             */
            sequence?: string | null;
            source: string;
            /** @constant */
            specversion: "1.0";
            subject: string;
            /** Format: date-time */
            time: string;
            type: string;
        };
        /**
         * CodeMessageOut
         * @description What a message has to carry, and whereto. Nobody but the citizen may read it.
         */
        CodeMessageOut: {
            /** Contact */
            contact: string;
            /**
             * Opinion Id
             * Format: uuid
             */
            opinion_id: string;
            /** Tracking Code */
            tracking_code: string;
        };
        /**
         * CommentMove
         * @description Comment (批注).
         */
        CommentMove: {
            /** @constant */
            action: "comment";
            text: string;
        };
        /**
         * ConfirmMove
         * @description Confirm and close (回访办结).
         */
        ConfirmMove: {
            /** @constant */
            action: "confirm";
            /** Note */
            note?: string | null;
            /** Satisfaction */
            satisfaction?: number | null;
            /** Solved */
            solved?: boolean | null;
            /** Unreachable */
            unreachable?: boolean | null;
        };
        /**
         * ContactOut
         * @description How to reach the citizen.
         */
        ContactOut: {
            /** Contact */
            contact: string | null;
            /** Name */
            name: string | null;
        };
        /**
         * ContactReadOut
         * @description A look at name and contact: when, by whom, and what for.
         */
        ContactReadOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Person Id */
            person_id: string | null;
            /** Principal */
            principal: string;
            /** Reason */
            reason: string | null;
            /** Role */
            role: string | null;
            /** Unit Id */
            unit_id: string | null;
        };
        /**
         * ContactReadsOut
         * @description The looks, newest first, at most a thousand.
         */
        ContactReadsOut: {
            /** Items */
            items: components["schemas"]["ContactReadOut"][];
        };
        /**
         * CoordinateMove
         * @description Coordinate (协调联办).
         */
        CoordinateMove: {
            /** @constant */
            action: "coordinate";
            joint_units: components["schemas"]["JointUnitIn"][];
            /** Reason */
            reason?: string | null;
        };
        /**
         * CountOut
         * @description How many events would be sent again, counted up to a million.
         */
        CountOut: {
            /** Count */
            count: number;
            /** Is Capped */
            is_capped: boolean;
        };
        /**
         * Counts
         * @description How often what happened to the ticket.
         */
        Counts: {
            /** Call Tries */
            call_tries: number;
            /** Escalations */
            escalations: number;
            /** Extensions */
            extensions: number;
            /** Joint Open */
            joint_open: number;
            /** Orders Open */
            orders_open: number;
            /** Redispatches */
            redispatches: number;
            /** Redos */
            redos: number;
            /** Requests Open */
            requests_open: number;
            /** Returns */
            returns: number;
            /** Urges */
            urges: number;
        };
        /**
         * CsrfOut
         * @description The session of the cookie, and the token that goes along as `X-CSRF-Token`.
         */
        CsrfOut: {
            /** Csrf Token */
            csrf_token: string;
            /**
             * Session Id
             * Format: uuid
             */
            session_id: string;
        };
        /**
         * DeadDeliveryOut
         * @description A delivery that was given up. `subject_id`: the ticket, opinion or endpoint that the event is about.
         */
        DeadDeliveryOut: {
            /** Attempts */
            attempts: number;
            /**
             * Dead At
             * Format: date-time
             */
            dead_at: string;
            /**
             * Event Id
             * Format: uuid
             */
            event_id: string;
            /** Event Type */
            event_type: string;
            /** Reason */
            reason: string;
            /**
             * Subject Id
             * Format: uuid
             */
            subject_id: string;
        };
        /** DeadDeliveryPage */
        DeadDeliveryPage: {
            /** Items */
            items: components["schemas"]["DeadDeliveryOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * DecisionIn
         * @description Whether it is granted, and why; a refusal needs a reason, and so does every answer to an objection.
         */
        DecisionIn: {
            /** Approve */
            approve: boolean;
            /** Reason */
            reason?: string | null;
        };
        /**
         * Degradation
         * @description Something that does not hinder this process and needs somebody's eyes all the same.
         */
        Degradation: {
            /**
             * Code
             * @enum {string}
             */
            code: "nobody_works" | "engine_late" | "no_space" | "little_space";
            /** Detail */
            detail: string;
            /** Since */
            since: string | null;
        };
        DeliveryExhaustedData: {
            details: components["schemas"]["DeliveryExhaustedDetails"];
        } & WithRequired<components["schemas"]["EventData"], "details">;
        /**
         * DeliveryExhaustedDetails
         * @description Which event will not be tried again by itself, why, and how often it was tried.
         */
        DeliveryExhaustedDetails: {
            attempts: number;
            /**
             * Format: uuid
             * @description An event; it is in the feed.
             */
            event_id: string;
            event_type: string;
            reason: string;
        } & {
            [key: string]: unknown;
        };
        /** @description An event will not be sent again by itself. */
        DeliveryExhaustedEvent: {
            data: components["schemas"]["DeliveryExhaustedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "delivery.exhausted";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        /**
         * DeliveryOut
         * @description One event at one endpoint. `state`: waiting, sending, delivered, failed or dead.
         */
        DeliveryOut: {
            /** Attempts */
            attempts: components["schemas"]["AnsweredOut"][];
            /** Dead At */
            dead_at: string | null;
            /** Dead Reason */
            dead_reason: string | null;
            /**
             * Event Id
             * Format: uuid
             */
            event_id: string;
            owed: components["schemas"]["OwedOut"] | null;
            /** State */
            state: string;
        };
        /**
         * DepartmentOut
         * @description Who answers for categories. `code` ends the codes of its units, `levels` says at which levels there is one.
         */
        DepartmentOut: {
            /** Code */
            code: string;
            /** En */
            en: string;
            /** Levels */
            levels: string[];
            /** Zh */
            zh: string;
        };
        /**
         * DescribedOut
         * @description A type, with the JSON Schema of the body that tells of such an event, and an example.
         */
        DescribedOut: {
            /** Api Version */
            api_version: number;
            /** Description */
            description: string;
            /** Example */
            example: {
                [key: string]: unknown;
            };
            /** Name */
            name: string;
            /** Schema */
            schema: {
                [key: string]: unknown;
            };
            /** Title */
            title: string;
        };
        /**
         * DeviceOut
         * @description A phone that is signed in.
         */
        DeviceOut: {
            /** Acting As */
            acting_as: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Device Name */
            device_name: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Seen At
             * Format: date-time
             */
            seen_at: string;
        };
        /** DevicePage */
        DevicePage: {
            /** Items */
            items: components["schemas"]["DeviceOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * Difficulty
         * @description How hard a matter is to solve (难易程度).
         * @enum {string}
         */
        Difficulty: "simple" | "moderate" | "hard";
        /**
         * DispatchMove
         * @description Dispatch (交办).
         */
        DispatchMove: {
            /** @constant */
            action: "dispatch";
            /** Designate */
            designate?: boolean | null;
            /** Instructions */
            instructions?: string | null;
            /** Unit Id */
            unit_id?: string | null;
        };
        /**
         * DissolveIn
         * @description Who takes over, and why.
         */
        DissolveIn: {
            /** Reason */
            reason?: string | null;
            /**
             * Successor Id
             * Format: uuid
             */
            successor_id: string;
        };
        /**
         * DocumentOut
         * @description A version with its content.
         */
        DocumentOut: {
            /** Document */
            document: {
                [key: string]: unknown;
            };
            /** In Force */
            in_force: boolean;
            /**
             * Published At
             * Format: date-time
             */
            published_at: string;
            /** Published By */
            published_by: string;
            /** Version */
            version: number;
        };
        EndpointDisabledData: {
            details: components["schemas"]["EndpointDisabledDetails"];
        } & WithRequired<components["schemas"]["EventData"], "details">;
        /**
         * EndpointDisabledDetails
         * @description Why: as a code.
         */
        EndpointDisabledDetails: {
            reason: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Nothing more is sent to an endpoint until somebody enables it. */
        EndpointDisabledEvent: {
            data: components["schemas"]["EndpointDisabledData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "endpoint.disabled";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        EndpointFailingData: {
            details: components["schemas"]["EndpointFailingDetails"];
        } & WithRequired<components["schemas"]["EventData"], "details">;
        /**
         * EndpointFailingDetails
         * @description Since when deliveries have failed, and when the endpoint will be disabled unless one succeeds before.
         *
         *     `share`: how much of that time has passed, in percent.
         */
        EndpointFailingDetails: {
            /** Format: date-time */
            disables_at: string;
            /** Format: date-time */
            failing_since: string;
            share: number;
        } & {
            [key: string]: unknown;
        };
        /** @description Deliveries to an endpoint fail, and it will be disabled. */
        EndpointFailingEvent: {
            data: components["schemas"]["EndpointFailingData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "endpoint.failing";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        /**
         * EndpointIn
         * @description An endpoint to be made. Without `unit_id` it is the caller's unit's. Its secret is shown once, in the answer.
         *
         *     `event_types` are globs. With `ordering` by ticket, an event waits for those of its ticket before it, but not longer
         *     than `ordering_hold_seconds` after they happened. The values of `headers` are never shown again.
         */
        EndpointIn: {
            /** Description */
            description?: string | null;
            /** Event Types */
            event_types?: string[];
            filter?: components["schemas"]["FilterIn"];
            /** @default standard */
            format?: components["schemas"]["Format"];
            /** Headers */
            headers?: {
                [key: string]: string;
            };
            /**
             * Max In Flight
             * @default 8
             */
            max_in_flight?: number;
            /**
             * Ordering
             * @default ticket
             * @enum {string}
             */
            ordering?: "ticket" | "none";
            /**
             * Ordering Hold Seconds
             * @default 900
             */
            ordering_hold_seconds?: number;
            /** @default full */
            payload?: components["schemas"]["Payload"];
            /** Rate Per Second */
            rate_per_second?: number | null;
            /** Secret */
            secret?: string | null;
            /**
             * Timeout Ms
             * @default 15000
             */
            timeout_ms?: number;
            /** Unit Id */
            unit_id?: string | null;
            /**
             * Url
             * @example https://example.org/hooks
             */
            url: string;
        };
        /**
         * EndpointOut
         * @description An endpoint. `state` is active, paused or disabled, and `state_reason` says why the latter.
         *
         *     `advice` is what its owner should do: `update_url` if its receiver leads elsewhere again and again.
         */
        EndpointOut: {
            advice: components["schemas"]["Advice"] | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /** Description */
            description: string | null;
            /** Event Types */
            event_types: string[];
            filter: components["schemas"]["FilterOut"];
            format: components["schemas"]["Format"];
            /** Headers */
            headers: {
                [key: string]: string;
            };
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Max In Flight */
            max_in_flight: number;
            /**
             * Ordering
             * @enum {string}
             */
            ordering: "ticket" | "none";
            /** Ordering Hold Seconds */
            ordering_hold_seconds: number;
            payload: components["schemas"]["Payload"];
            /** Rate Per Second */
            rate_per_second: number | null;
            /** State */
            state: string;
            /**
             * State At
             * Format: date-time
             */
            state_at: string;
            /** State Reason */
            state_reason: string | null;
            /** Timeout Ms */
            timeout_ms: number;
            unit: components["schemas"]["UnitRef"];
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Url */
            url: string;
            /** Version */
            version: number;
        };
        /** EndpointPage */
        EndpointPage: {
            /** Items */
            items: components["schemas"]["EndpointOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * EndpointPatch
         * @description What shall change; a field left out stays.
         */
        EndpointPatch: {
            /** Description */
            description?: string | null;
            /** Event Types */
            event_types?: string[];
            filter?: components["schemas"]["FilterIn"];
            format?: components["schemas"]["Format"];
            /** Headers */
            headers?: {
                [key: string]: string;
            };
            /** Max In Flight */
            max_in_flight?: number;
            /**
             * Ordering
             * @enum {string}
             */
            ordering?: "ticket" | "none";
            /** Ordering Hold Seconds */
            ordering_hold_seconds?: number;
            payload?: components["schemas"]["Payload"];
            /** Rate Per Second */
            rate_per_second?: number | null;
            /**
             * State
             * @enum {string}
             */
            state?: "active" | "paused";
            /** Timeout Ms */
            timeout_ms?: number;
            /**
             * Url
             * @example https://example.org/hooks
             */
            url?: string;
        };
        EndpointRecoveredData: {
            details: components["schemas"]["EndpointRecoveredDetails"];
        } & WithRequired<components["schemas"]["EventData"], "details">;
        /**
         * EndpointRecoveredDetails
         * @description Since when deliveries had failed.
         */
        EndpointRecoveredDetails: {
            /** @default null */
            failing_since?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Deliveries to an endpoint succeed again. */
        EndpointRecoveredEvent: {
            data: components["schemas"]["EndpointRecoveredData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "endpoint.recovered";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        /**
         * ErasureDecisionIn
         * @description Whether it is erased; refused, say why.
         */
        ErasureDecisionIn: {
            /** Approve */
            approve: boolean;
            /** Reason */
            reason?: string | null;
        };
        /**
         * ErasureIn
         * @description Why it shall be erased: what the citizen said, or the rule that wants it.
         */
        ErasureIn: {
            /** Reason */
            reason: string;
        };
        /**
         * ErasureOut
         * @description What became of an erasure: asked, approved (the engine is about to do it), refused or done.
         */
        ErasureOut: {
            /** Answer */
            answer: string | null;
            /**
             * Asked At
             * Format: date-time
             */
            asked_at: string;
            /** Asked By */
            asked_by: string;
            /** Decided At */
            decided_at: string | null;
            /** Decided By */
            decided_by: string | null;
            /** Done At */
            done_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Opinion Id
             * Format: uuid
             */
            opinion_id: string;
            /** Reason */
            reason: string;
            /**
             * State
             * @enum {string}
             */
            state: "asked" | "approved" | "refused" | "done";
        };
        /** ErasurePage */
        ErasurePage: {
            /** Items */
            items: components["schemas"]["ErasureOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * EscalateMove
         * @description Escalate (上报上级).
         */
        EscalateMove: {
            /** @constant */
            action: "escalate";
            reason: string;
        };
        /**
         * EventActor
         * @description Who did it: the person, as which member, at which unit, and by what they were known (`means`).
         *
         *     All null for an event from before that was recorded; a machine is no person.
         */
        EventActor: {
            means: components["schemas"]["Means"] | null;
            member_id: string | null;
            person_id: string | null;
            unit_id: string | null;
        };
        /**
         * EventActorOut
         * @description Who did it: the person, as which member, at which unit and in which role; `means`: by what they were known.
         *
         *     A machine is no person, and neither is the clock. What events from before it was recorded do not say is null.
         */
        EventActorOut: {
            means: components["schemas"]["Means"] | null;
            member: components["schemas"]["NamedOut"] | null;
            person: components["schemas"]["NamedOut"] | null;
            /** Role */
            role: string | null;
            unit: components["schemas"]["UnitRef"] | null;
        };
        /**
         * EventBody
         * @description The body of a webhook. `id` is the event's, the same in every attempt, at every endpoint and in the feed.
         *
         *     Exactly one of `ticket_id`, `opinion_id` and `endpoint_id` says what it is about. `sequence` counts a ticket's
         *     events without a gap; `previous_sequence` is that of the one before which this endpoint was sent. `feed_cursor`
         *     continues the feed behind this event.
         */
        EventBody: {
            /** @constant */
            api_version: 1;
            data: components["schemas"]["EventData"] | components["schemas"]["NoData"];
            /**
             * @description The data was left out, because it was too large.
             * @default false
             */
            data_truncated?: boolean;
            endpoint_id: string | null;
            feed_cursor: string | null;
            /** Format: uuid */
            id: string;
            links: components["schemas"]["WebhookLinks"];
            opinion_id: string | null;
            previous_sequence: number | null;
            sequence: number | null;
            /**
             * @description An example, sent because somebody asked for it.
             * @default false
             */
            test?: boolean;
            ticket_id: string | null;
            /** Format: date-time */
            timestamp: string;
            type: string;
            /** Format: uuid */
            unit_id: string;
        };
        /**
         * EventData
         * @description What an event tells. `action` was asked for by `principal`, a person or key, or was the clock's.
         */
        EventData: {
            action: string;
            actor: components["schemas"]["EventActor"];
            actor_role: string | null;
            actor_unit_id: string | null;
            details: components["schemas"]["EventDetails"];
            principal: string;
            reason: string | null;
            /** @enum {string} */
            trigger: "person" | "clock";
        };
        /**
         * EventDetails
         * @description What one type of event tells besides what all of them do. More fields may be added.
         */
        EventDetails: {
            [key: string]: unknown;
        };
        /**
         * EventLinks
         * @description Where to read on.
         */
        EventLinks: {
            /** Self */
            self: string;
            /** Ticket */
            ticket: string | null;
        };
        /**
         * EventOut
         * @description One fact. `sequence` counts from 1 without gaps; `hash` covers the event and the one before it.
         */
        EventOut: {
            /** Action */
            action: string;
            actor: components["schemas"]["EventActorOut"];
            /** Actor Role */
            actor_role: string | null;
            /** Actor Unit Id */
            actor_unit_id: string | null;
            /** Data */
            data: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** From State */
            from_state: string | null;
            /** Hash */
            hash: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Occurred At
             * Format: date-time
             */
            occurred_at: string;
            /** Principal */
            principal: string;
            /** Reason */
            reason: string | null;
            /** Sequence */
            sequence: number;
            /** Ticket Version */
            ticket_version: number;
            /** To State */
            to_state: string;
            /** Trigger */
            trigger: string;
            /** Type */
            type: string;
        };
        /** EventPage */
        EventPage: {
            /** Items */
            items: components["schemas"]["EventOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * EventTypeOut
         * @description A type, in the language of the caller.
         */
        EventTypeOut: {
            /** Api Version */
            api_version: number;
            /** Description */
            description: string;
            /** Name */
            name: string;
            /** Title */
            title: string;
        };
        /** EventTypePage */
        EventTypePage: {
            /** Items */
            items: components["schemas"]["EventTypeOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * ExampleIn
         * @description The type of event of which an example shall be sent.
         */
        ExampleIn: {
            /**
             * Type
             * @default webhook.test
             */
            type?: string;
        };
        /**
         * ExportFormat
         * @description As what rows are written.
         * @enum {string}
         */
        ExportFormat: "csv" | "xlsx" | "jsonl";
        /**
         * ExtendMove
         * @description Ask for an extension (延期申请).
         */
        ExtendMove: {
            /** @constant */
            action: "extend";
            /** Days */
            days?: number | null;
            reason: string;
            /** Until */
            until?: string | null;
        };
        /**
         * ExtensionOut
         * @description An extension that was asked for; `state` is pending, approved, refused or lapsed.
         */
        ExtensionOut: {
            /** Approver */
            approver: string;
            /**
             * Asked At
             * Format: date-time
             */
            asked_at: string;
            /**
             * Decide By
             * Format: date-time
             */
            decide_by: string;
            /** Decided At */
            decided_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** State */
            state: string;
            /** Until */
            until: string | null;
        };
        /**
         * FeedEvent
         * @description One event. `data` is empty for one that only tells that a ticket left the reader's scope.
         */
        FeedEvent: {
            /** Api Version */
            api_version: number;
            /** Data */
            data: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Endpoint Id */
            endpoint_id: string | null;
            /** Feed Cursor */
            feed_cursor: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            links: components["schemas"]["EventLinks"];
            /** Opinion Id */
            opinion_id: string | null;
            /** Sequence */
            sequence: number | null;
            /** Ticket Id */
            ticket_id: string | null;
            /**
             * Timestamp
             * Format: date-time
             */
            timestamp: string;
            /** Type */
            type: string;
        };
        /**
         * FeedPage
         * @description Events in the order of the feed. `next` goes on behind them, and is always there; with `has_more` at once.
         *
         *     A page may be empty although there is more: it looks through so many places, whoever may see what is there.
         */
        FeedPage: {
            /** Has More */
            has_more: boolean;
            /** Items */
            items: components["schemas"]["FeedEvent"][];
            /** Next */
            next: string;
        };
        /**
         * FeedbackIn
         * @description Whether the result solves the matter. `note` is required when it does not.
         */
        FeedbackIn: {
            /** Note */
            note?: string | null;
            /** Satisfaction */
            satisfaction?: number | null;
            /** Solved */
            solved: boolean;
            /** Tracking Code */
            tracking_code: string;
        };
        /**
         * FeedbackOut
         * @description Where the matter stands now.
         */
        FeedbackOut: {
            status: components["schemas"]["StatusOut"];
        };
        /**
         * FieldOut
         * @description A field of an action.
         *
         *     A field of kind `choice` takes one of `choices`, which `options` name; one of kind `code` takes any code, and
         *     `options` are those that the life cycle offers. `default` is what it most likely will be. Where `has_candidates`,
         *     `GET …/actions/{action}/candidates?field=…` says what it may name. `joint_units` is a list of at most `max_items`
         *     lines, each with `parts`; everything else is one value.
         */
        FieldOut: {
            /** Choices */
            choices: string[];
            default: components["schemas"]["JsonValue"];
            /** En */
            en: string;
            /** Has Candidates */
            has_candidates: boolean;
            /** Help */
            help: string | null;
            /** Kind */
            kind: string;
            /** Label */
            label: string;
            /** Max Items */
            max_items: number | null;
            /** Max Length */
            max_length: number | null;
            /** Maximum */
            maximum: number | null;
            /** Min Length */
            min_length: number | null;
            /** Minimum */
            minimum: number | null;
            /** Name */
            name: string;
            /** Options */
            options: components["schemas"]["OptionOut"][];
            /** Parts */
            parts: components["schemas"]["InputOut"][];
            /** Required */
            required: boolean;
            /** Zh */
            zh: string;
        };
        /**
         * FilterIn
         * @description Fields of the ticket and the values that are wanted; a field left out may have any.
         *
         *     `category` and `unit` stand for all below them too; `unit` is one that holds or received the ticket.
         */
        FilterIn: {
            /** Category */
            category?: string[] | null;
            /** Difficulty */
            difficulty?: ("simple" | "moderate" | "hard")[] | null;
            /** Key Task */
            key_task?: boolean | null;
            /** Level */
            level?: number[] | null;
            /** Problem */
            problem?: boolean | null;
            /** Source */
            source?: components["schemas"]["Source"][] | null;
            /** State */
            state?: string[] | null;
            /** Unit */
            unit?: string[] | null;
            /** Urgency */
            urgency?: ("routine" | "urgent" | "critical")[] | null;
        };
        /**
         * FilterOut
         * @description Fields of the ticket and the values that are wanted; null: any.
         */
        FilterOut: {
            /** Category */
            category: string[] | null;
            /** Difficulty */
            difficulty: string[] | null;
            /** Key Task */
            key_task: boolean | null;
            /** Level */
            level: number[] | null;
            /** Problem */
            problem: boolean | null;
            /** Source */
            source: string[] | null;
            /** State */
            state: string[] | null;
            /** Unit */
            unit: string[] | null;
            /** Urgency */
            urgency: string[] | null;
        };
        /**
         * FormLinkOut
         * @description Where the form can be opened without a key, until when. Whoever has the address sees what its maker sees.
         */
        FormLinkOut: {
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /**
             * Path
             * @description On this server.
             */
            path: string;
        };
        /**
         * Format
         * @description How a body is wrapped: as it is, or as a structured CloudEvent 1.0 whose `data` it is.
         * @enum {string}
         */
        Format: "standard" | "cloudevents";
        /**
         * FormedOut
         * @description A new ticket, with the opinions that it was formed of.
         */
        FormedOut: {
            /** Assignee Id */
            assignee_id: string | null;
            /** Calendar Version */
            calendar_version: number;
            /** Category */
            category: string | null;
            /** Closed At */
            closed_at: string | null;
            /** Confidential */
            confidential: boolean;
            /** Content */
            content: string;
            counts: components["schemas"]["Counts"];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Difficulty */
            difficulty: string;
            dispatcher: components["schemas"]["UnitRef"] | null;
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /** Due Limit */
            due_limit: string;
            /**
             * Due Original At
             * Format: date-time
             */
            due_original_at: string;
            /** Due Rule */
            due_rule: string;
            /** External Ref */
            external_ref: string | null;
            /** First Breached At */
            first_breached_at: string | null;
            handler: components["schemas"]["UnitRef"] | null;
            holder: components["schemas"]["UnitRef"];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Imported */
            imported: boolean;
            /** Key Task */
            key_task: boolean;
            /** Level */
            level: number;
            /** Merged Into Id */
            merged_into_id: string | null;
            /** No Return */
            no_return: boolean;
            /** Number */
            number: string;
            /** Opinion Ids */
            opinion_ids: string[];
            origin: components["schemas"]["UnitRef"];
            /** Outcome */
            outcome: string | null;
            /** Overdue */
            overdue: boolean;
            /** Problem */
            problem: boolean;
            /** Provisional */
            provisional: boolean;
            /** Reason Code */
            reason_code: string | null;
            /** Reply */
            reply: string | null;
            /** Resume At */
            resume_at: string | null;
            /** Satisfaction */
            satisfaction: number | null;
            /** Seconds Left */
            seconds_left: number | null;
            /** Solved */
            solved: boolean | null;
            /** Source */
            source: string;
            /** Source System */
            source_system: string | null;
            stage: components["schemas"]["StageOut"];
            /** State */
            state: string;
            /** Stuck */
            stuck: boolean;
            /** Title */
            title: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Urgency */
            urgency: string;
            /** Version */
            version: number;
            /** Warning */
            warning: string;
            /** Warnings */
            warnings: components["schemas"]["WarningOut"][];
        };
        /**
         * GapKind
         * @description What is missing.
         * @enum {string}
         */
        GapKind: "unit_without_staff" | "team_without_leader" | "assignee_gone";
        /**
         * HandDownMove
         * @description Hand down (下派落实).
         */
        HandDownMove: {
            /** @constant */
            action: "hand_down";
            /** Designate */
            designate?: boolean | null;
            instructions: string;
            /** Reason */
            reason?: string | null;
            /** Format: uuid */
            unit_id: string;
        };
        /**
         * HandOverOut
         * @description One hop: which way, between whom, why, and whether it was signed for or withdrawn.
         */
        HandOverOut: {
            /** Action */
            action: string;
            /** Direction */
            direction: string;
            from_unit: components["schemas"]["UnitRef"];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Reason */
            reason: string | null;
            /**
             * Sent At
             * Format: date-time
             */
            sent_at: string;
            /** Sent By */
            sent_by: string;
            /** Sent By Name */
            sent_by_name: string | null;
            /** Signed At */
            signed_at: string | null;
            /** Signed By */
            signed_by: string | null;
            /** Signed By Name */
            signed_by_name: string | null;
            to_unit: components["schemas"]["UnitRef"];
            /** Trigger */
            trigger: string;
            /** Withdrawn At */
            withdrawn_at: string | null;
        };
        /** HandOverPage */
        HandOverPage: {
            /** Items */
            items: components["schemas"]["HandOverOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * HealthOut
         * @description Whether the breaker lets deliveries pass (closed), none (open) or one (half_open), and since when they fail.
         *
         *     `advice`: `update_url` after three redirects in a row, which are never followed.
         */
        HealthOut: {
            advice: components["schemas"]["Advice"] | null;
            /** Breaker */
            breaker: string;
            /** Failing Since */
            failing_since: string | null;
            /** Failures In A Row */
            failures_in_a_row: number;
            /** Last Failure At */
            last_failure_at: string | null;
            /** Last Success At */
            last_success_at: string | null;
            /** Open Until */
            open_until: string | null;
            /** Redirects In A Row */
            redirects_in_a_row: number;
        };
        /**
         * HeldOut
         * @description An opinion of the person, what became of it, and who looked at their contact before.
         */
        HeldOut: {
            /** Category */
            category: string | null;
            /** Closed At */
            closed_at: string | null;
            /** Code Given At */
            code_given_at: string | null;
            /** Code Way */
            code_way: string | null;
            /** Confidential */
            confidential: boolean;
            /** Contact */
            contact: string | null;
            /** Content */
            content: string;
            /** Looks */
            looks: components["schemas"]["LookOut"][];
            /** Name */
            name: string | null;
            /**
             * Opinion Id
             * Format: uuid
             */
            opinion_id: string;
            /** Place */
            place: string | null;
            /** Reason */
            reason: string | null;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /** Reply */
            reply: string | null;
            /** Satisfaction */
            satisfaction: number | null;
            /** Solved */
            solved: boolean | null;
            /** Source */
            source: string;
            /** Status */
            status: string;
            /** Submitted At */
            submitted_at: string | null;
            /** Ticket Number */
            ticket_number: string | null;
            /** Ticket State */
            ticket_state: string | null;
            /** Title */
            title: string;
            /** Unit Code */
            unit_code: string;
            /** Unit Name */
            unit_name: string;
        };
        /**
         * HoldingsIn
         * @description Whose: the telephone number or address that the person left, however it is written; and why it is asked.
         */
        HoldingsIn: {
            /** Contact */
            contact: string;
            /** Reason */
            reason: string;
        };
        /**
         * HoldingsOut
         * @description Everything that is held, newest first, at most 500.
         */
        HoldingsOut: {
            /** Items */
            items: components["schemas"]["HeldOut"][];
        };
        /**
         * HourOut
         * @description Attempts of an hour that ended in the same way, and how long they took on average.
         */
        HourOut: {
            /** Average Ms */
            average_ms: number;
            /** Count */
            count: number;
            /**
             * Hour
             * Format: date-time
             */
            hour: string;
            /** Outcome */
            outcome: string;
        };
        /**
         * IncidentOut
         * @description A decision that failed. `error` is its kind; the server's log has the rest under `deadline_failed`.
         *
         *     `tries`: how often deciding has failed on end. `next_try_at`: when the clock tries again.
         */
        IncidentOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Error */
            error: string;
            /** Id */
            id: number;
            /** Next Try At */
            next_try_at: string | null;
            /** Number */
            number: string;
            /**
             * Ticket Id
             * Format: uuid
             */
            ticket_id: string;
            /** Ticket Version */
            ticket_version: number;
            /** Tries */
            tries: number;
        };
        /** IncidentPage */
        IncidentPage: {
            /** Items */
            items: components["schemas"]["IncidentOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * InputOut
         * @description What somebody fills in. `label` and `help` are in the language of the request.
         *
         *     Texts have `min_length` to `max_length` characters, numbers lie between `minimum` and `maximum`.
         */
        InputOut: {
            /** En */
            en: string;
            /** Has Candidates */
            has_candidates: boolean;
            /** Help */
            help: string | null;
            /** Kind */
            kind: string;
            /** Label */
            label: string;
            /** Max Length */
            max_length: number | null;
            /** Maximum */
            maximum: number | null;
            /** Min Length */
            min_length: number | null;
            /** Minimum */
            minimum: number | null;
            /** Name */
            name: string;
            /** Required */
            required: boolean;
            /** Zh */
            zh: string;
        };
        /**
         * InvitationIn
         * @description Who is invited. `login` is the name to sign in by; without it, the member's reference or name.
         */
        InvitationIn: {
            /**
             * Days
             * @default 7
             */
            days?: number;
            /** Login */
            login?: string | null;
            /**
             * Member Id
             * Format: uuid
             */
            member_id: string;
        };
        /**
         * InvitationOut
         * @description An invitation that can still be used, without the link; by whom it was made.
         */
        InvitationOut: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Login */
            login: string;
            /**
             * Member Id
             * Format: uuid
             */
            member_id: string;
            /** Member Name */
            member_name: string;
        };
        /** InvitationPage */
        InvitationPage: {
            /** Items */
            items: components["schemas"]["InvitationOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * JoinIn
         * @description The secret of an invitation.
         */
        JoinIn: {
            /** Secret */
            secret: string;
        };
        /**
         * JointTaskOut
         * @description What one unit was asked to do; `state` is open, reported, waived or superseded.
         */
        JointTaskOut: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /** Ended At */
            ended_at: string | null;
            /** Ended By */
            ended_by: string | null;
            /** Ended By Name */
            ended_by_name: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Reason */
            reason: string | null;
            /** Result */
            result: string | null;
            /** State */
            state: string;
            /** Task */
            task: string;
            unit: components["schemas"]["UnitRef"];
        };
        /** JointTaskPage */
        JointTaskPage: {
            /** Items */
            items: components["schemas"]["JointTaskOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        JointTaskReportedData: {
            details: components["schemas"]["JointTaskReportedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * JointTaskReportedDetails
         * @description Which unit's task ended, and with what result if it reported one.
         */
        JointTaskReportedDetails: {
            /**
             * Format: uuid
             * @description A joint task of the ticket.
             */
            joint_task_id: string;
            result: string | null;
            /**
             * Format: uuid
             * @description A unit.
             */
            unit_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A joint unit is done and says with what result. */
        JointTaskReportedEvent: {
            data: components["schemas"]["JointTaskReportedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "joint_task.reported";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        JointTaskRequestedData: {
            details: components["schemas"]["JointTaskRequestedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * JointTaskRequestedDetails
         * @description Which unit is asked to do what, until when.
         */
        JointTaskRequestedDetails: {
            /** Format: date-time */
            due_at: string;
            /**
             * Format: uuid
             * @description A joint task of the ticket.
             */
            joint_task_id: string;
            task: string;
            /**
             * Format: uuid
             * @description A unit.
             */
            unit_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A unit was asked to help with a ticket. */
        JointTaskRequestedEvent: {
            data: components["schemas"]["JointTaskRequestedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "joint_task.requested";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        JointTaskSupersededData: {
            details: components["schemas"]["JointTaskSupersededDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * JointTaskSupersededDetails
         * @description Which unit's task ended, and with what result if it reported one.
         */
        JointTaskSupersededDetails: {
            /**
             * Format: uuid
             * @description A joint task of the ticket.
             */
            joint_task_id: string;
            result: string | null;
            /**
             * Format: uuid
             * @description A unit.
             */
            unit_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The coordination ended before this joint unit was done. */
        JointTaskSupersededEvent: {
            data: components["schemas"]["JointTaskSupersededData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "joint_task.superseded";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        JointTaskWaivedData: {
            details: components["schemas"]["JointTaskWaivedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * JointTaskWaivedDetails
         * @description Which unit's task ended, and with what result if it reported one.
         */
        JointTaskWaivedDetails: {
            /**
             * Format: uuid
             * @description A joint task of the ticket.
             */
            joint_task_id: string;
            result: string | null;
            /**
             * Format: uuid
             * @description A unit.
             */
            unit_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The lead goes on without this joint unit. */
        JointTaskWaivedEvent: {
            data: components["schemas"]["JointTaskWaivedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "joint_task.waived";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        /**
         * JointUnitIn
         * @description One unit asked to help, and with what.
         */
        JointUnitIn: {
            /** Due At */
            due_at?: string | null;
            /** Task */
            task: string;
            /**
             * Unit Id
             * Format: uuid
             */
            unit_id: string;
        };
        JsonValue: unknown;
        /**
         * JwkOut
         * @description An Ed25519 public key (RFC 8037).
         */
        JwkOut: {
            /**
             * Alg
             * @constant
             */
            alg: "EdDSA";
            /**
             * Crv
             * @constant
             */
            crv: "Ed25519";
            /** Kid */
            kid: string;
            /**
             * Kty
             * @constant
             */
            kty: "OKP";
            /**
             * Use
             * @constant
             */
            use: "sig";
            /** X */
            x: string;
        };
        /**
         * JwkSetOut
         * @description A JSON Web Key Set (RFC 7517).
         */
        JwkSetOut: {
            /** Keys */
            keys: components["schemas"]["JwkOut"][];
        };
        /**
         * KeyIn
         * @description A key to be made. With `member_id` it works as long as the member holds this role at this unit.
         */
        KeyIn: {
            /**
             * Days
             * @default 365
             */
            days?: number;
            /** Member Id */
            member_id?: string | null;
            /** Name */
            name: string;
            role: components["schemas"]["Role"];
            /**
             * Unit Id
             * Format: uuid
             */
            unit_id: string;
        };
        /**
         * KeyOut
         * @description A key without its secret.
         */
        KeyOut: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Member Id */
            member_id: string | null;
            /** Member Name */
            member_name: string | null;
            /** Name */
            name: string;
            /** Revoked At */
            revoked_at: string | null;
            role: components["schemas"]["Role"];
            unit: components["schemas"]["UnitRef"];
        };
        /** KeyPage */
        KeyPage: {
            /** Items */
            items: components["schemas"]["KeyOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * LapsedCounts
         * @description Limits that passed, of how many tickets, and how many were promises and stages.
         */
        LapsedCounts: {
            /** Lapses */
            lapses: number;
            /** Promises */
            promises: number;
            /** Stages */
            stages: number;
            /** Tickets */
            tickets: number;
        };
        /**
         * LapsedGroup
         * @description A group of limits that passed.
         */
        LapsedGroup: {
            /** Key */
            key: string | null;
            /** Lapses */
            lapses: number;
            /** Name */
            name: string | null;
            /** Promises */
            promises: number;
            /** Stages */
            stages: number;
            /** Tickets */
            tickets: number;
        };
        /**
         * LapsedReport
         * @description Limits that passed, and under whom.
         */
        LapsedReport: {
            /**
             * As Of
             * Format: date-time
             */
            as_of: string;
            /** Definition */
            definition: string;
            group_by: components["schemas"]["ReportGroup"];
            /** Is Whole */
            is_whole: boolean;
            /** Items */
            items: components["schemas"]["LapsedGroup"][];
            report: components["schemas"]["ReportKind"];
            /** Since */
            since: string | null;
            total: components["schemas"]["LapsedCounts"];
            /** Unit */
            unit: string | null;
            /** Until */
            until: string | null;
            /** Zone */
            zone: string;
        };
        /**
         * LineFault
         * @description A line that was refused, and why. The header is line 1.
         */
        LineFault: {
            /** Code */
            code: string;
            /** Detail */
            detail: string;
            /** Line */
            line: number;
        };
        /**
         * ListedOpinionOut
         * @description An opinion in a list. `likeness` (0 to 1) tells how like it is to the one asked about, or is null.
         */
        ListedOpinionOut: {
            /** Category */
            category: string | null;
            /** Code Given At */
            code_given_at: string | null;
            /** Code Way */
            code_way: ("shown" | "message" | "paper") | null;
            /** Confidential */
            confidential: boolean;
            /** Contact Masked */
            contact_masked: string | null;
            /** Content */
            content: string;
            /** Erased At */
            erased_at: string | null;
            /** External Ref */
            external_ref: string | null;
            /** Has Name */
            has_name: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Likeness */
            likeness: number | null;
            /** Place */
            place: string | null;
            /** Reason */
            reason: string | null;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /** Received By */
            received_by: string;
            /** Source */
            source: string;
            /** Source System */
            source_system: string | null;
            /** Status */
            status: string;
            /** Submitted At */
            submitted_at: string | null;
            /** Suggested Categories */
            suggested_categories: string[];
            /** Ticket Id */
            ticket_id: string | null;
            /** Title */
            title: string;
            unit: components["schemas"]["UnitRef"];
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /** ListedOpinionPage */
        ListedOpinionPage: {
            /** Items */
            items: components["schemas"]["ListedOpinionOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * LogStateOut
         * @description How many lines a log had, and the root of the Merkle tree over them (RFC 9162), as hexadecimal digits.
         */
        LogStateOut: {
            /** Root */
            root: string;
            /** Size */
            size: number;
        };
        /**
         * LookOut
         * @description That somebody was shown name and contact.
         */
        LookOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Principal */
            principal: string;
            /** Reason */
            reason: string | null;
        };
        /**
         * MeOut
         * @description The caller: by what they are known, who that is, and as what they act.
         *
         *     Of somebody with several posts who has chosen none, `role`, `unit`, `member_id` and `acting_as` are null. `key` is
         *     the API key that was shown.
         */
        MeOut: {
            /**
             * Acting As
             * @description The post that was chosen, or the only one.
             */
            acting_as: string | null;
            key: components["schemas"]["KeyOut"] | null;
            means: components["schemas"]["Means"];
            /** Member Id */
            member_id: string | null;
            /** Member Name */
            member_name: string | null;
            person: components["schemas"]["PersonOut"] | null;
            /** Posts */
            posts: components["schemas"]["PostOut"][];
            /** Principal */
            principal: string;
            role: components["schemas"]["Role"] | null;
            unit: components["schemas"]["UnitRef"] | null;
        };
        /**
         * Means
         * @description By what somebody is known: what they have shown, or why they need to show nothing.
         * @enum {string}
         */
        Means: "key" | "session" | "token" | "oidc" | "tracking_code" | "terminal" | "clock";
        /**
         * MemberIn
         * @description A member to be made. Roles are given by `PUT …/roles/{unit_id}/{role}`.
         */
        MemberIn: {
            /** External Ref */
            external_ref?: string | null;
            /**
             * Home Unit Id
             * Format: uuid
             */
            home_unit_id: string;
            /** Name */
            name: string;
            /** Rank */
            rank?: string | null;
            /** Skills */
            skills?: string[];
        };
        /**
         * MemberOut
         * @description A member with every role held.
         */
        MemberOut: {
            /** Active */
            active: boolean;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** External Ref */
            external_ref: string | null;
            home_unit: components["schemas"]["UnitRef"];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Rank */
            rank: string | null;
            /** Roles */
            roles: components["schemas"]["RoleOut"][];
            /** Skills */
            skills: string[];
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /** MemberPage */
        MemberPage: {
            /** Items */
            items: components["schemas"]["MemberOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * MemberPatch
         * @description What shall change; a field left out stays. `active: false` ends the member's keys.
         */
        MemberPatch: {
            /** Active */
            active?: boolean;
            /**
             * Home Unit Id
             * Format: uuid
             */
            home_unit_id?: string;
            /** Name */
            name?: string;
            /** Rank */
            rank?: string | null;
            /** Skills */
            skills?: string[];
        };
        /**
         * MergeMove
         * @description Merge (并案).
         */
        MergeMove: {
            /** @constant */
            action: "merge";
            /** Format: uuid */
            into_ticket_id: string;
            /** Reason */
            reason?: string | null;
        };
        /**
         * MoveIn
         * @description The unit that shall be above.
         */
        MoveIn: {
            /**
             * Parent Id
             * Format: uuid
             */
            parent_id: string;
        };
        /**
         * MovedOut
         * @description A ticket as a move left it. `warnings`: whom it waits for and who is not there; the move stands.
         */
        MovedOut: {
            /** Assignee Id */
            assignee_id: string | null;
            /** Calendar Version */
            calendar_version: number;
            /** Category */
            category: string | null;
            /** Closed At */
            closed_at: string | null;
            /** Confidential */
            confidential: boolean;
            /** Content */
            content: string;
            counts: components["schemas"]["Counts"];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Difficulty */
            difficulty: string;
            dispatcher: components["schemas"]["UnitRef"] | null;
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /** Due Limit */
            due_limit: string;
            /**
             * Due Original At
             * Format: date-time
             */
            due_original_at: string;
            /** Due Rule */
            due_rule: string;
            /** External Ref */
            external_ref: string | null;
            /** First Breached At */
            first_breached_at: string | null;
            handler: components["schemas"]["UnitRef"] | null;
            holder: components["schemas"]["UnitRef"];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Imported */
            imported: boolean;
            /** Key Task */
            key_task: boolean;
            /** Level */
            level: number;
            /** Merged Into Id */
            merged_into_id: string | null;
            /** No Return */
            no_return: boolean;
            /** Number */
            number: string;
            origin: components["schemas"]["UnitRef"];
            /** Outcome */
            outcome: string | null;
            /** Overdue */
            overdue: boolean;
            /** Problem */
            problem: boolean;
            /** Provisional */
            provisional: boolean;
            /** Reason Code */
            reason_code: string | null;
            /** Reply */
            reply: string | null;
            /** Resume At */
            resume_at: string | null;
            /** Satisfaction */
            satisfaction: number | null;
            /** Seconds Left */
            seconds_left: number | null;
            /** Solved */
            solved: boolean | null;
            /** Source */
            source: string;
            /** Source System */
            source_system: string | null;
            stage: components["schemas"]["StageOut"];
            /** State */
            state: string;
            /** Stuck */
            stuck: boolean;
            /** Title */
            title: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Urgency */
            urgency: string;
            /** Version */
            version: number;
            /** Warning */
            warning: string;
            /** Warnings */
            warnings: components["schemas"]["WarningOut"][];
        };
        /**
         * NamedOut
         * @description Somebody, and what they are called.
         */
        NamedOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * NewEndpointOut
         * @description A new endpoint. `secret` is shown now and never again.
         */
        NewEndpointOut: {
            advice: components["schemas"]["Advice"] | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /** Description */
            description: string | null;
            /** Event Types */
            event_types: string[];
            filter: components["schemas"]["FilterOut"];
            format: components["schemas"]["Format"];
            /** Headers */
            headers: {
                [key: string]: string;
            };
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Max In Flight */
            max_in_flight: number;
            /**
             * Ordering
             * @enum {string}
             */
            ordering: "ticket" | "none";
            /** Ordering Hold Seconds */
            ordering_hold_seconds: number;
            payload: components["schemas"]["Payload"];
            /** Rate Per Second */
            rate_per_second: number | null;
            /** Secret */
            secret: string;
            /** State */
            state: string;
            /**
             * State At
             * Format: date-time
             */
            state_at: string;
            /** State Reason */
            state_reason: string | null;
            /** Timeout Ms */
            timeout_ms: number;
            unit: components["schemas"]["UnitRef"];
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Url */
            url: string;
            /** Version */
            version: number;
        };
        /**
         * NewInvitationOut
         * @description An invitation. `link` is shown now and never again, and can be used once.
         */
        NewInvitationOut: {
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Link */
            link: string;
            /** Login */
            login: string;
            /**
             * Member Id
             * Format: uuid
             */
            member_id: string;
            /** Member Name */
            member_name: string;
        };
        /**
         * NewKeyOut
         * @description A new key. `secret` is shown now and never again.
         */
        NewKeyOut: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Member Id */
            member_id: string | null;
            /** Member Name */
            member_name: string | null;
            /** Name */
            name: string;
            /** Revoked At */
            revoked_at: string | null;
            role: components["schemas"]["Role"];
            /** Secret */
            secret: string;
            unit: components["schemas"]["UnitRef"];
        };
        /**
         * NewSecretOut
         * @description A new secret, shown now and never again; null for a key pair, whose private half stays here.
         */
        NewSecretOut: {
            /**
             * Algorithm
             * @enum {string}
             */
            algorithm: "v1" | "v1a";
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Expires At */
            expires_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Public Key */
            public_key: string | null;
            /** Secret */
            secret: string | null;
        };
        /**
         * NextOut
         * @description What the clock does when it looks at the ticket the next time: `action` at the earliest `at`.
         */
        NextOut: {
            /** Action */
            action: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Colour */
            colour: string | null;
            unit: components["schemas"]["UnitRef"] | null;
        };
        /**
         * NoData
         * @description Thin, too large, or more than the receiver may see: the link leads to the rest, if there is any for them.
         */
        NoData: Record<string, never>;
        /**
         * ObjectMove
         * @description Object to the assignment (退单申请).
         */
        ObjectMove: {
            /** @constant */
            action: "object";
            reason: string;
            reason_code: string;
            /** Format: uuid */
            suggested_unit_id: string;
        };
        /**
         * OnTimeCounts
         * @description Closed and open late tickets; shares are null where nothing was counted.
         *
         *     `closed_on_time`: by the promised date as it is now, with whatever was granted; `closed_by_first_date`: by the date
         *     that was promised first. `confirmed_by_code`: whose citizen answered with a code of their own; `confirmed_by_call`:
         *     who was asked. Seconds run from the forming of a ticket to its closing, nights and holidays included.
         */
        OnTimeCounts: {
            /** Closed By First Date */
            closed_by_first_date: number;
            /** Closed In All */
            closed_in_all: number;
            /** Closed On Time */
            closed_on_time: number;
            /** Confirmed By Call */
            confirmed_by_call: number;
            /** Confirmed By Code */
            confirmed_by_code: number;
            /** Median Seconds */
            median_seconds: number | null;
            /** Ninth Decile Seconds */
            ninth_decile_seconds: number | null;
            /** Open Late */
            open_late: number;
            /** Share By First Date */
            share_by_first_date: number | null;
            /** Share Of Stages On Time */
            share_of_stages_on_time: number | null;
            /** Share On Time */
            share_on_time: number | null;
            /** Stages On Time */
            stages_on_time: number;
            /** Tickets */
            tickets: number;
        };
        /**
         * OnTimeGroup
         * @description A group of tickets that were, or were not, answered on time.
         */
        OnTimeGroup: {
            /** Closed By First Date */
            closed_by_first_date: number;
            /** Closed In All */
            closed_in_all: number;
            /** Closed On Time */
            closed_on_time: number;
            /** Confirmed By Call */
            confirmed_by_call: number;
            /** Confirmed By Code */
            confirmed_by_code: number;
            /** Key */
            key: string | null;
            /** Median Seconds */
            median_seconds: number | null;
            /** Name */
            name: string | null;
            /** Ninth Decile Seconds */
            ninth_decile_seconds: number | null;
            /** Open Late */
            open_late: number;
            /** Share By First Date */
            share_by_first_date: number | null;
            /** Share Of Stages On Time */
            share_of_stages_on_time: number | null;
            /** Share On Time */
            share_on_time: number | null;
            /** Stages On Time */
            stages_on_time: number;
            /** Tickets */
            tickets: number;
        };
        /**
         * OnTimeReport
         * @description Shares of what was answered on time.
         */
        OnTimeReport: {
            /**
             * As Of
             * Format: date-time
             */
            as_of: string;
            basis: components["schemas"]["Basis"];
            /** Definition */
            definition: string;
            group_by: components["schemas"]["ReportGroup"];
            /** Is Whole */
            is_whole: boolean;
            /** Items */
            items: components["schemas"]["OnTimeGroup"][];
            report: components["schemas"]["ReportKind"];
            /** Since */
            since: string | null;
            total: components["schemas"]["OnTimeCounts"];
            /** Unit */
            unit: string | null;
            /** Until */
            until: string | null;
            /** Zone */
            zone: string;
        };
        /**
         * OperationOut
         * @description Long work. `state` is waiting, running, done, failed or cancelled.
         *
         *     Of `total` lines `done` are accepted or refused; of those accepted `unchanged` were known already. Of the events
         *     of a replay, those refused are owed anyway. Of an import `bytes_done` of the `bytes_total` that are kept of its
         *     file are done. What was cancelled with the error AUTHORITY_LOST ended because whoever began it has lost the key or
         *     the post for it; what is done stays.
         */
        OperationOut: {
            /** Accepted */
            accepted: number;
            /** Bytes Done */
            bytes_done: number | null;
            /** Bytes Total */
            bytes_total: number | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Created By */
            created_by: string;
            /** Done */
            done: number;
            /** Error */
            error: string | null;
            /** Finished At */
            finished_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Ignored Columns */
            ignored_columns: string[];
            /** Kind */
            kind: string;
            /** Refused */
            refused: number;
            /** State */
            state: string;
            /** Total */
            total: number;
            /** Unchanged */
            unchanged: number;
            unit: components["schemas"]["UnitRef"];
        };
        /** OperationPage */
        OperationPage: {
            /** Items */
            items: components["schemas"]["OperationOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        OpinionAttachedData: {
            details: components["schemas"]["OpinionAttachedDetails"];
        } & WithRequired<components["schemas"]["EventData"], "details">;
        /**
         * OpinionAttachedDetails
         * @description To which ticket it belongs now; `from_ticket_id` if that was merged into this one.
         */
        OpinionAttachedDetails: {
            category: string | null;
            confidential: boolean;
            from_ticket_id: string | null;
            source: string;
            /** Format: uuid */
            ticket_id: string;
            /**
             * Format: uuid
             * @description A unit.
             */
            unit_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description An opinion belongs to a ticket now, or to another one because its own was merged. */
        OpinionAttachedEvent: {
            data: components["schemas"]["OpinionAttachedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "opinion.attached";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        OpinionAttachmentAddedData: {
            details: components["schemas"]["OpinionAttachmentAddedDetails"];
        } & WithRequired<components["schemas"]["EventData"], "details">;
        /**
         * OpinionAttachmentAddedDetails
         * @description Which file: `sha256` in hexadecimal digits tells it from any other, `size` is in bytes.
         */
        OpinionAttachmentAddedDetails: {
            /** Format: uuid */
            attachment_id: string;
            category: string | null;
            confidential: boolean;
            media_type: string;
            name: string;
            sha256: string;
            size: number;
            source: string;
            /**
             * Format: uuid
             * @description A unit.
             */
            unit_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A photo or document came to an opinion. */
        OpinionAttachmentAddedEvent: {
            data: components["schemas"]["OpinionAttachmentAddedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "opinion.attachment_added";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        OpinionAttachmentRemovedData: {
            details: components["schemas"]["OpinionAttachmentRemovedDetails"];
        } & WithRequired<components["schemas"]["EventData"], "details">;
        /**
         * OpinionAttachmentRemovedDetails
         * @description Which file: `sha256` in hexadecimal digits tells it from any other, `size` is in bytes.
         */
        OpinionAttachmentRemovedDetails: {
            /** Format: uuid */
            attachment_id: string;
            category: string | null;
            confidential: boolean;
            media_type: string;
            name: string;
            sha256: string;
            size: number;
            source: string;
            /**
             * Format: uuid
             * @description A unit.
             */
            unit_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A photo or document of an opinion is gone for good. */
        OpinionAttachmentRemovedEvent: {
            data: components["schemas"]["OpinionAttachmentRemovedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "opinion.attachment_removed";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        OpinionCodeGivenData: {
            details: components["schemas"]["OpinionCodeGivenDetails"];
        } & WithRequired<components["schemas"]["EventData"], "details">;
        /**
         * OpinionCodeGivenDetails
         * @description How the code reached the citizen: a message carried it, or it was printed.
         */
        OpinionCodeGivenDetails: {
            category: string | null;
            confidential: boolean;
            source: string;
            /**
             * Format: uuid
             * @description A unit.
             */
            unit_id: string;
            /** @enum {string} */
            way: "message" | "paper";
        } & {
            [key: string]: unknown;
        };
        /** @description The citizen has the tracking code, or another one in place of it. */
        OpinionCodeGivenEvent: {
            data: components["schemas"]["OpinionCodeGivenData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "opinion.code_given";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        OpinionCodeReadyData: {
            details: components["schemas"]["OpinionCodeReadyDetails"];
        } & WithRequired<components["schemas"]["EventData"], "details">;
        /**
         * OpinionCodeReadyDetails
         * @description Which unit received it, from where, and what it is about if anybody said so.
         */
        OpinionCodeReadyDetails: {
            category: string | null;
            confidential: boolean;
            source: string;
            /**
             * Format: uuid
             * @description A unit.
             */
            unit_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A message has to carry the tracking code to the citizen: the messenger collects it. */
        OpinionCodeReadyEvent: {
            data: components["schemas"]["OpinionCodeReadyData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "opinion.code_ready";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        OpinionContactReadData: {
            details: components["schemas"]["OpinionContactReadDetails"];
        } & WithRequired<components["schemas"]["EventData"], "details">;
        /**
         * OpinionContactReadDetails
         * @description Which unit received it, from where, and what it is about if anybody said so.
         */
        OpinionContactReadDetails: {
            category: string | null;
            confidential: boolean;
            source: string;
            /**
             * Format: uuid
             * @description A unit.
             */
            unit_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Somebody was shown the citizen's name and contact, for a reason. */
        OpinionContactReadEvent: {
            data: components["schemas"]["OpinionContactReadData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "opinion.contact_read";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        OpinionDismissedData: {
            details: components["schemas"]["OpinionDismissedDetails"];
        } & WithRequired<components["schemas"]["EventData"], "details">;
        /**
         * OpinionDismissedDetails
         * @description Which unit received it, from where, and what it is about if anybody said so.
         */
        OpinionDismissedDetails: {
            category: string | null;
            confidential: boolean;
            source: string;
            /**
             * Format: uuid
             * @description A unit.
             */
            unit_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description An opinion left the inbox without a ticket. */
        OpinionDismissedEvent: {
            data: components["schemas"]["OpinionDismissedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "opinion.dismissed";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        OpinionErasedData: {
            details: components["schemas"]["OpinionErasedDetails"];
        } & WithRequired<components["schemas"]["EventData"], "details">;
        /**
         * OpinionErasedDetails
         * @description Whether its contact was erased, or all of it. Whoever keeps a copy erases theirs, of its `ticket_id` too.
         */
        OpinionErasedDetails: {
            category: string | null;
            confidential: boolean;
            /** @enum {string} */
            extent: "contact" | "all";
            source: string;
            ticket_id: string | null;
            /**
             * Format: uuid
             * @description A unit.
             */
            unit_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description What was said, or the contact alone, was erased: at the citizen's wish, or because its time was over. */
        OpinionErasedEvent: {
            data: components["schemas"]["OpinionErasedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "opinion.erased";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        /**
         * OpinionIn
         * @description An opinion (意见建议). It goes to the unit that is named, or to the caller's own.
         */
        OpinionIn: {
            /** Category */
            category?: string | null;
            citizen?: components["schemas"]["CitizenIn"] | null;
            /**
             * Confidential
             * @default false
             */
            confidential?: boolean;
            /** Content */
            content: string;
            /** External Ref */
            external_ref?: string | null;
            /** Place */
            place?: string | null;
            source: components["schemas"]["Source"];
            /** Source System */
            source_system?: string | null;
            /** Submitted At */
            submitted_at?: string | null;
            /** Title */
            title: string;
            /** Unit Code */
            unit_code?: string | null;
            /** Unit Id */
            unit_id?: string | null;
        };
        /**
         * OpinionOut
         * @description An opinion. `status` is inbox, attached or dismissed, `reason` why it was dismissed.
         *
         *     `code_way`: how the tracking code reaches the citizen (it was shown to them, a message carries it, or it is
         *     printed); null for what came in a file, until a slip is printed. `code_given_at`: since when they have it.
         *     `erased_at`: since when nothing is left of what was said.
         */
        OpinionOut: {
            /** Category */
            category: string | null;
            /** Code Given At */
            code_given_at: string | null;
            /** Code Way */
            code_way: ("shown" | "message" | "paper") | null;
            /** Confidential */
            confidential: boolean;
            /** Contact Masked */
            contact_masked: string | null;
            /** Content */
            content: string;
            /** Erased At */
            erased_at: string | null;
            /** External Ref */
            external_ref: string | null;
            /** Has Name */
            has_name: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Place */
            place: string | null;
            /** Reason */
            reason: string | null;
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /** Received By */
            received_by: string;
            /** Source */
            source: string;
            /** Source System */
            source_system: string | null;
            /** Status */
            status: string;
            /** Submitted At */
            submitted_at: string | null;
            /** Suggested Categories */
            suggested_categories: string[];
            /** Ticket Id */
            ticket_id: string | null;
            /** Title */
            title: string;
            unit: components["schemas"]["UnitRef"];
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        OpinionReceivedData: {
            details: components["schemas"]["OpinionReceivedDetails"];
        } & WithRequired<components["schemas"]["EventData"], "details">;
        /**
         * OpinionReceivedDetails
         * @description Which unit received it, from where, and what it is about if anybody said so.
         */
        OpinionReceivedDetails: {
            category: string | null;
            confidential: boolean;
            source: string;
            /**
             * Format: uuid
             * @description A unit.
             */
            unit_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description An opinion came in. What it says is read where it is kept. */
        OpinionReceivedEvent: {
            data: components["schemas"]["OpinionReceivedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "opinion.received";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        /**
         * OptionOut
         * @description A code that may be chosen. `label` is in the language of the request.
         */
        OptionOut: {
            /** Code */
            code: string;
            /** En */
            en: string;
            /** Label */
            label: string;
            /** Zh */
            zh: string;
        };
        /**
         * OrderColour
         * @description How serious a supervision order (督办单) is.
         * @enum {string}
         */
        OrderColour: "yellow" | "orange" | "red";
        /**
         * OrderOut
         * @description An order of one level: `colour` yellow, orange or red, `state` open, answered or ended.
         *
         *     The holder answers until `due_at`; unanswered, it gets the next colour at `wake_at`. An order that the rule for
         *     problem tickets opened has `problem_ticket` for a text.
         */
        OrderOut: {
            /** Answer */
            answer: string | null;
            /** Colour */
            colour: string;
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /** Ended At */
            ended_at: string | null;
            /** Ended By */
            ended_by: string | null;
            /** Ended By Name */
            ended_by_name: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Issued At
             * Format: date-time
             */
            issued_at: string;
            /** Issued By */
            issued_by: string;
            /** Issued By Name */
            issued_by_name: string | null;
            issued_unit: components["schemas"]["UnitRef"];
            /** Level */
            level: number;
            /** State */
            state: string;
            /** Text */
            text: string;
            /** Wake At */
            wake_at: string | null;
        };
        /** OrderPage */
        OrderPage: {
            /** Items */
            items: components["schemas"]["OrderOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * OtherMove
         * @description A move of a life cycle that this office published itself.
         */
        OtherMove: {
            /** Action */
            action: string;
            colour?: components["schemas"]["OrderColour"] | null;
            /** Days */
            days?: number | null;
            /** Designate */
            designate?: boolean | null;
            difficulty?: components["schemas"]["Difficulty"] | null;
            /** Due At */
            due_at?: string | null;
            /** Instructions */
            instructions?: string | null;
            /** Into Ticket Id */
            into_ticket_id?: string | null;
            /** Joint Task Id */
            joint_task_id?: string | null;
            /** Joint Units */
            joint_units?: components["schemas"]["JointUnitIn"][] | null;
            /** Member Id */
            member_id?: string | null;
            /** Note */
            note?: string | null;
            /** Order Id */
            order_id?: string | null;
            outcome?: components["schemas"]["Outcome"] | null;
            /** Reason */
            reason?: string | null;
            /** Reason Code */
            reason_code?: string | null;
            /** Reply */
            reply?: string | null;
            /** Request Id */
            request_id?: string | null;
            /** Result */
            result?: string | null;
            /** Resume On */
            resume_on?: string | null;
            /** Satisfaction */
            satisfaction?: number | null;
            /** Solved */
            solved?: boolean | null;
            /** Suggested Unit Id */
            suggested_unit_id?: string | null;
            /** Text */
            text?: string | null;
            /** Unit Id */
            unit_id?: string | null;
            /** Unreachable */
            unreachable?: boolean | null;
            /** Until */
            until?: string | null;
            urgency?: components["schemas"]["Urgency"] | null;
        };
        /**
         * Outcome
         * @description What came of a ticket (办理结果).
         * @enum {string}
         */
        Outcome: "solved" | "partly_solved" | "explained" | "kept_for_reference";
        /**
         * OverdueGroup
         * @description A group of tickets that are overdue: how many, in which stages, how many of them stuck at the top.
         */
        OverdueGroup: {
            /** Key */
            key: string | null;
            /** Name */
            name: string | null;
            /**
             * Oldest Due At
             * Format: date-time
             */
            oldest_due_at: string;
            /** Overdue */
            overdue: number;
            /** Stages */
            stages: string[];
            /** Stuck */
            stuck: number;
        };
        /**
         * OverdueReport
         * @description The groups, most overdue first, and their sum.
         */
        OverdueReport: {
            /**
             * As Of
             * Format: date-time
             */
            as_of: string;
            /** Definition */
            definition: string;
            group_by: components["schemas"]["ReportGroup"];
            /** Is Whole */
            is_whole: boolean;
            /** Items */
            items: components["schemas"]["OverdueGroup"][];
            /** Overdue */
            overdue: number;
            report: components["schemas"]["ReportKind"];
            /** Since */
            since: string | null;
            /** Unit */
            unit: string | null;
            /** Until */
            until: string | null;
            /** Zone */
            zone: string;
        };
        /**
         * OwedOut
         * @description What is still to be sent: when, until when it is tried, and how often it was.
         */
        OwedOut: {
            /** Attempts */
            attempts: number;
            /** Cause */
            cause: string;
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
        };
        /**
         * ParkMove
         * @description Ask to park (挂账申请).
         */
        ParkMove: {
            /** @constant */
            action: "park";
            reason: string;
            reason_code: string;
            /** Format: date */
            resume_on: string;
        };
        /**
         * Payload
         * @description Whether a body tells what happened, or only that something did.
         * @enum {string}
         */
        Payload: "full" | "thin";
        /**
         * PersonOut
         * @description Somebody who signs in.
         */
        PersonOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * PostOut
         * @description A role that one of the caller's members holds at a unit; `acting_as` is how it is chosen.
         */
        PostOut: {
            /** Acting As */
            acting_as: string;
            /**
             * Member Id
             * Format: uuid
             */
            member_id: string;
            /** Member Name */
            member_name: string;
            role: components["schemas"]["Role"];
            unit: components["schemas"]["UnitRef"];
        };
        /**
         * ProbeOut
         * @description What came of the ping, and the operation that sends again what failed, if one was begun.
         */
        ProbeOut: {
            attempt: components["schemas"]["AnsweredOut"];
            operation: components["schemas"]["OperationOut"] | null;
        };
        /**
         * Problem
         * @description Why a request was refused (RFC 9457). `code` never changes; the texts are in the language of the caller.
         *
         *     Some codes bring more members: TRANSITION_NOT_ALLOWED has `current_state` and `allowed_actions`. Whoever meets a
         *     code that they do not know goes by the status.
         */
        Problem: {
            /** Code */
            code: string;
            /** Detail */
            detail: string;
            /** Errors */
            errors: components["schemas"]["ProblemFault"][];
            /** Request Id */
            request_id: string;
            /** Status */
            status: number;
            /** Title */
            title: string;
            /** Type */
            type: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * ProblemFault
         * @description One place of the input that is wrong.
         *
         *     `pointer` points into the body (RFC 6901), or is `?name` for a query parameter.
         */
        ProblemFault: {
            /** Code */
            code: string;
            /** Detail */
            detail: string;
            /** Pointer */
            pointer: string;
        };
        /**
         * ProviderOut
         * @description A provider that vouches for people.
         *
         *     A browser begins at `start_url`, which is relative to this server. A phone signs in at the provider by itself; its
         *     access token is good here if it is made out to `audience`.
         */
        ProviderOut: {
            /** Audience */
            audience: string;
            /** Issuer */
            issuer: string;
            /** Name */
            name: string;
            /** Start Url */
            start_url: string;
        };
        /**
         * QueueOut
         * @description How much is owed: new, after a failure, and sent again; how much of it is being sent, and what waited longest.
         */
        QueueOut: {
            /** Dead */
            dead: number;
            /** In Flight */
            in_flight: number;
            /** Live */
            live: number;
            /** Oldest Due At */
            oldest_due_at: string | null;
            /** Replay */
            replay: number;
            /** Retry */
            retry: number;
        };
        /**
         * Ready
         * @description The process answers and so does its database. `now` is the time that all deadlines go by.
         *
         *     `degraded` names what is wrong elsewhere: requests are answered, and what should happen by itself does not.
         */
        Ready: {
            /** Degraded */
            degraded: components["schemas"]["Degradation"][];
            /**
             * Now
             * Format: date-time
             */
            now: string;
            /**
             * Status
             * @constant
             */
            status: "ready";
        };
        /**
         * ReasonIn
         * @description Why; it is kept on record.
         */
        ReasonIn: {
            /** Reason */
            reason: string;
        };
        /**
         * RecallMove
         * @description Recall (撤回).
         */
        RecallMove: {
            /** @constant */
            action: "recall";
            /** Reason */
            reason?: string | null;
        };
        /**
         * ReceiptOut
         * @description What came of a line of the file (the header is line 1): an opinion, or a code and a sentence that says why.
         *
         *     Of files of units and members only the lines that were refused have one.
         *
         *     What was known already, word for word, is accepted, and `detail` says so.
         */
        ReceiptOut: {
            /** Code */
            code: string | null;
            /** Detail */
            detail: string | null;
            /** Line */
            line: number;
            /** Opinion Id */
            opinion_id: string | null;
            /**
             * Outcome
             * @enum {string}
             */
            outcome: "accepted" | "refused";
        };
        /** ReceiptPage */
        ReceiptPage: {
            /** Items */
            items: components["schemas"]["ReceiptOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * ReceiptsOut
         * @description What came of a file. `unchanged` lines say what is so already; `faults` has the first 200 refused lines.
         */
        ReceiptsOut: {
            /** Created */
            created: number;
            /** Faults */
            faults: components["schemas"]["LineFault"][];
            /** Refused */
            refused: number;
            /** Total */
            total: number;
            /** Unchanged */
            unchanged: number;
        };
        /**
         * ReclassifyMove
         * @description Grade anew (重新定级).
         */
        ReclassifyMove: {
            /** @constant */
            action: "reclassify";
            difficulty?: components["schemas"]["Difficulty"] | null;
            reason: string;
            urgency?: components["schemas"]["Urgency"] | null;
        };
        /**
         * RedoMove
         * @description Redo (重办).
         */
        RedoMove: {
            /** @constant */
            action: "redo";
            reason: string;
            /** Satisfaction */
            satisfaction?: number | null;
        };
        /**
         * RefreshIn
         * @description The refresh token that the phone was given last. `acting_as` changes the post, if it is given.
         */
        RefreshIn: {
            /** Acting As */
            acting_as?: string | null;
            /** Refresh Token */
            refresh_token: string;
        };
        /**
         * RefuseObjectionMove
         * @description Refuse the objection (不同意退单).
         */
        RefuseObjectionMove: {
            /** @constant */
            action: "refuse_objection";
            reason: string;
            /** Request Id */
            request_id?: string | null;
        };
        /**
         * RefuseRequestMove
         * @description Refuse a request (不同意).
         */
        RefuseRequestMove: {
            /** @constant */
            action: "refuse_request";
            reason: string;
            /** Format: uuid */
            request_id: string;
        };
        /**
         * RejectMove
         * @description Reject (不予受理).
         */
        RejectMove: {
            /** @constant */
            action: "reject";
            reason: string;
            reason_code: string;
        };
        /**
         * RemovalIn
         * @description Why a file has to go.
         */
        RemovalIn: {
            /** Reason */
            reason: string;
        };
        /**
         * ReopenMove
         * @description Reopen (重新办理).
         */
        ReopenMove: {
            /** @constant */
            action: "reopen";
            reason: string;
            /** Satisfaction */
            satisfaction?: number | null;
        };
        /**
         * ReplayIn
         * @description What shall be sent again: what happened from `since` on, at most thirty days ago, and before `until`.
         *
         *     `only: failed` is what was tried at this endpoint in vain; `all` is all that fits its types and its filter now.
         *     With `dry_run` it is only counted.
         */
        ReplayIn: {
            /**
             * Dry Run
             * @default false
             */
            dry_run?: boolean;
            /**
             * Only
             * @default all
             * @enum {string}
             */
            only?: "failed" | "all";
            /**
             * Since
             * Format: date-time
             */
            since: string;
            /** Ticket Id */
            ticket_id?: string | null;
            /** Types */
            types?: string[];
            /** Until */
            until?: string | null;
        };
        /**
         * ReportGroup
         * @description By what is counted. `UNIT` is another word for `HOLDER`.
         * @enum {string}
         */
        ReportGroup: "unit" | "holder" | "origin" | "lapse" | "climbed_to" | "department" | "level" | "category" | "main_category" | "urgency" | "difficulty" | "state" | "source" | "week" | "month";
        /**
         * ReportIn
         * @description What came of a joint task.
         */
        ReportIn: {
            /** Result */
            result: string;
        };
        /**
         * ReportKind
         * @description What is counted.
         * @enum {string}
         */
        ReportKind: "overdue" | "breached" | "lapsed" | "climbed" | "on-time";
        /**
         * ReportMove
         * @description Report a joint task (协办反馈).
         */
        ReportMove: {
            /** @constant */
            action: "report";
            /** Format: uuid */
            joint_task_id: string;
            result: string;
        };
        /**
         * RequestOut
         * @description What was asked for: `kind` is extension, parking, termination or objection.
         *
         *     It waits (`state` pending) for the decision of the standing `approver`, until `decide_by`, and lapses then. `until`
         *     is the wanted due date, or the day on which a parked ticket goes on.
         */
        RequestOut: {
            /** Answer */
            answer: string | null;
            /** Approver */
            approver: string;
            /**
             * Asked At
             * Format: date-time
             */
            asked_at: string;
            /** Asked By */
            asked_by: string;
            /** Asked By Name */
            asked_by_name: string | null;
            asked_unit: components["schemas"]["UnitRef"];
            /**
             * Decide By
             * Format: date-time
             */
            decide_by: string;
            /** Decided At */
            decided_at: string | null;
            /** Decided By */
            decided_by: string | null;
            /** Decided By Name */
            decided_by_name: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /** Reason */
            reason: string | null;
            /** Reason Code */
            reason_code: string | null;
            /** State */
            state: string;
            suggested_unit: components["schemas"]["UnitRef"] | null;
            /** Until */
            until: string | null;
        };
        /** RequestPage */
        RequestPage: {
            /** Items */
            items: components["schemas"]["RequestOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * ResentOut
         * @description An event that is due at once.
         */
        ResentOut: {
            /**
             * Event Id
             * Format: uuid
             */
            event_id: string;
        };
        /**
         * ResolveMove
         * @description Resolve here (本级解决).
         */
        ResolveMove: {
            /** @constant */
            action: "resolve";
            outcome: components["schemas"]["Outcome"];
            reply: string;
        };
        /**
         * ResumeMove
         * @description Resume (恢复办理).
         */
        ResumeMove: {
            /** @constant */
            action: "resume";
            /** Reason */
            reason?: string | null;
        };
        /**
         * Role
         * @description What a member or a machine was made at a unit. All but `HANDLER` reach the unit's whole subtree.
         * @enum {string}
         */
        Role: "handler" | "leader" | "office" | "supervisor" | "integrator" | "admin";
        /**
         * RoleOut
         * @description A role held at a unit. All but `handler` reach the units below.
         */
        RoleOut: {
            role: components["schemas"]["Role"];
            /**
             * Since
             * Format: date-time
             */
            since: string;
            unit: components["schemas"]["UnitRef"];
        };
        /**
         * RuleOut
         * @description The rule that applied. Names are null if the policy version has no such rule any more.
         */
        RuleOut: {
            /** En */
            en: string | null;
            /** Id */
            id: string;
            /** Source */
            source: string | null;
            /** Zh */
            zh: string | null;
        };
        /**
         * SandboxClockOut
         * @description The time that every deadline goes by now.
         */
        SandboxClockOut: {
            /**
             * Now
             * Format: date-time
             */
            now: string;
        };
        /**
         * SecretIn
         * @description A secret to be added: `v1` is a shared one, `v1a` an Ed25519 key pair.
         *
         *     Older ones of the same kind end after `overlap_seconds`, so that receivers can change over.
         */
        SecretIn: {
            /**
             * Algorithm
             * @default v1
             * @enum {string}
             */
            algorithm?: "v1" | "v1a";
            /**
             * Overlap Seconds
             * @default 86400
             */
            overlap_seconds?: number;
            /** Secret */
            secret?: string | null;
        };
        /**
         * SecretOut
         * @description A secret without itself; of a key pair the public half, as `whpk_…`. It signs until `expires_at`.
         */
        SecretOut: {
            /**
             * Algorithm
             * @enum {string}
             */
            algorithm: "v1" | "v1a";
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Expires At */
            expires_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Public Key */
            public_key: string | null;
        };
        /**
         * SecretsOut
         * @description The secrets that deliveries are signed with, newest first.
         */
        SecretsOut: {
            /** Items */
            items: components["schemas"]["SecretOut"][];
        };
        /**
         * ServiceIn
         * @description As what somebody serves, and which department sent them (their own one if it is left out).
         */
        ServiceIn: {
            /** Home Unit Id */
            home_unit_id?: string | null;
            team_role: components["schemas"]["TeamRole"];
        };
        /**
         * SessionOut
         * @description A browser in which the caller is signed in. `browser` is what it calls itself.
         */
        SessionOut: {
            /** Browser */
            browser: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Method */
            method: string;
            /**
             * Seen At
             * Format: date-time
             */
            seen_at: string;
        };
        /** SessionPage */
        SessionPage: {
            /** Items */
            items: components["schemas"]["SessionOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * SignInIn
         * @description By which name somebody signs in, and their password.
         */
        SignInIn: {
            /** Login */
            login: string;
            /**
             * Password
             * @description At least 12 characters when it is set; there are no other rules.
             */
            password: string;
        };
        /**
         * SignMove
         * @description Sign for (签收).
         */
        SignMove: {
            /** @constant */
            action: "sign";
        };
        /**
         * SignedInOut
         * @description A session that has begun; its secret is in the cookie alone.
         *
         *     `csrf_token` goes along as `X-CSRF-Token` with every request that changes something.
         */
        SignedInOut: {
            /** Csrf Token */
            csrf_token: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /**
             * Session Id
             * Format: uuid
             */
            session_id: string;
        };
        /**
         * SlipIn
         * @description Why another code is made, if the citizen had one.
         */
        SlipIn: {
            /** Reason */
            reason?: string | null;
        };
        /**
         * Sort
         * @description In which order a list comes; the id breaks ties.
         * @enum {string}
         */
        Sort: "due" | "-created" | "updated" | "-updated";
        /**
         * Source
         * @description Where an opinion comes from (来源).
         * @enum {string}
         */
        Source: "visit" | "diary" | "walk_in" | "phone" | "web" | "app" | "open311" | "from_above" | "from_below";
        /**
         * SpanOut
         * @description Exceptional days on end: `kind` is holiday, or workday for days of rest with work.
         */
        SpanOut: {
            /** En */
            en: string | null;
            /**
             * First
             * Format: date
             */
            first: string;
            /** Kind */
            kind: string;
            /**
             * Last
             * Format: date
             */
            last: string;
            /** Zh */
            zh: string | null;
        };
        /**
         * StaffingGapOut
         * @description A unit where somebody is missing, how many open tickets wait there (to 1,000), and the team without a leader.
         *
         *     Of an assignee who is gone: the one `ticket` that waits at the unit, and who has it in hand.
         */
        StaffingGapOut: {
            assignee: components["schemas"]["AssigneeNameOut"] | null;
            /** Open Tickets */
            open_tickets: number;
            /** Team */
            team: string | null;
            ticket: components["schemas"]["TicketNameOut"] | null;
            unit: components["schemas"]["UnitRef"];
        };
        /** StaffingGapPage */
        StaffingGapPage: {
            /** Items */
            items: components["schemas"]["StaffingGapOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * StageOut
         * @description What the holder has to do now, until when, and which rule says so; `limit` is its written form.
         */
        StageOut: {
            /** Due At */
            due_at: string | null;
            /** Kind */
            kind: string;
            /** Limit */
            limit: string | null;
            /** Rule */
            rule: string | null;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
        };
        /**
         * StatisticsOut
         * @description How an endpoint fares.
         */
        StatisticsOut: {
            health: components["schemas"]["HealthOut"];
            /** Hours */
            hours: components["schemas"]["HourOut"][];
            queue: components["schemas"]["QueueOut"];
        };
        /**
         * StatusOut
         * @description Where the matter stands, as a code and in words.
         */
        StatusOut: {
            /** Code */
            code: string;
            /** En */
            en: string;
            /** Zh */
            zh: string;
        };
        /**
         * StepOut
         * @description Something that happened to the matter. `merged`: it goes on together with another one about the same thing.
         */
        StepOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Step
             * @enum {string}
             */
            step: "received" | "dispatched" | "escalated" | "answered" | "merged";
        };
        /**
         * SubmissionIn
         * @description What a citizen has to say, and to which unit. Name and contact are sealed, and need not be given.
         */
        SubmissionIn: {
            /**
             * Confidential
             * @default false
             */
            confidential?: boolean;
            /** Contact */
            contact?: string | null;
            /** Content */
            content: string;
            /** Name */
            name?: string | null;
            /** Place */
            place?: string | null;
            /** Title */
            title: string;
            /** Unit Code */
            unit_code: string;
        };
        /**
         * SubmissionOut
         * @description The code with which the opinion can be followed: it is shown this once, to nobody else. And where it went.
         */
        SubmissionOut: {
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /** Tracking Code */
            tracking_code: string;
            /** Unit */
            unit: string;
        };
        /**
         * SuggestedCategoryOut
         * @description A category that a text may be about. `because`: words or letters of the text that speak for it.
         */
        SuggestedCategoryOut: {
            /** Because */
            because: string[];
            /** Code */
            code: string;
            /** Confidential */
            confidential: boolean;
            /** Departments */
            departments: string[];
            /** En */
            en: string;
            /** Retired */
            retired: boolean;
            /** Successor */
            successor: string | null;
            urgency: components["schemas"]["Urgency"] | null;
            /** Zh */
            zh: string;
        };
        /**
         * SuggestedDepartmentOut
         * @description Which department answers for such matters; the holder's own has a code that ends with `code`.
         */
        SuggestedDepartmentOut: {
            /** Because */
            because: string[];
            /** Code */
            code: string;
            /** En */
            en: string;
            /** Levels */
            levels: string[];
            /** Zh */
            zh: string;
        };
        /**
         * SuggestedUrgencyOut
         * @description How urgent such matters are.
         */
        SuggestedUrgencyOut: {
            /** Because */
            because: string[];
            code: components["schemas"]["Urgency"];
        };
        /**
         * SuggestionsOut
         * @description What a text may be about, likeliest first, with the urgency and the department that go with it.
         */
        SuggestionsOut: {
            department: components["schemas"]["SuggestedDepartmentOut"] | null;
            /** Items */
            items: components["schemas"]["SuggestedCategoryOut"][];
            urgency: components["schemas"]["SuggestedUrgencyOut"] | null;
        };
        /**
         * SuperviseMove
         * @description Supervise (督办).
         */
        SuperviseMove: {
            /** @constant */
            action: "supervise";
            colour: components["schemas"]["OrderColour"];
            /** Due At */
            due_at?: string | null;
            text: string;
        };
        /**
         * TeamIn
         * @description A team to be formed.
         */
        TeamIn: {
            /** Name */
            name: string;
            /**
             * Unit Id
             * Format: uuid
             */
            unit_id: string;
        };
        /**
         * TeamMemberOut
         * @description A member of a team, with the department that sent them.
         */
        TeamMemberOut: {
            home_unit: components["schemas"]["UnitRef"];
            /**
             * Member Id
             * Format: uuid
             */
            member_id: string;
            /** Name */
            name: string;
            /** Skills */
            skills: string[];
            team_role: components["schemas"]["TeamRole"];
        };
        /**
         * TeamOut
         * @description A team of a unit, leader first.
         */
        TeamOut: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Members */
            members: components["schemas"]["TeamMemberOut"][];
            /** Name */
            name: string;
            unit: components["schemas"]["UnitRef"];
        };
        /** TeamPage */
        TeamPage: {
            /** Items */
            items: components["schemas"]["TeamOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * TeamRole
         * @description 组长, 副组长 or 成员 of a team.
         * @enum {string}
         */
        TeamRole: "leader" | "deputy" | "member";
        /**
         * TerminateMove
         * @description Ask for termination (终止申请).
         */
        TerminateMove: {
            /** @constant */
            action: "terminate";
            reason: string;
        };
        TicketArchivedData: {
            details: components["schemas"]["TicketArchivedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketArchivedDetails
         * @description What one type of event tells besides what all of them do. More fields may be added.
         */
        TicketArchivedDetails: {
            [key: string]: unknown;
        };
        /** @description The time for reopening is over. */
        TicketArchivedEvent: {
            data: components["schemas"]["TicketArchivedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.archived";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketAssignedData: {
            details: components["schemas"]["TicketAssignedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketAssignedDetails
         * @description Which member of the holding unit takes it in hand.
         */
        TicketAssignedDetails: {
            /** Format: uuid */
            member_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A member of the holding unit takes the ticket in hand. */
        TicketAssignedEvent: {
            data: components["schemas"]["TicketAssignedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.assigned";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketAttachmentAddedData: {
            details: components["schemas"]["TicketAttachmentAddedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketAttachmentAddedDetails
         * @description Which file: `sha256` in hexadecimal digits tells it from any other, `size` is in bytes.
         */
        TicketAttachmentAddedDetails: {
            /** Format: uuid */
            attachment_id: string;
            media_type: string;
            name: string;
            sha256: string;
            size: number;
        } & {
            [key: string]: unknown;
        };
        /** @description A photo or document came to the ticket. */
        TicketAttachmentAddedEvent: {
            data: components["schemas"]["TicketAttachmentAddedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.attachment_added";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketAttachmentRemovedData: {
            details: components["schemas"]["TicketAttachmentRemovedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketAttachmentRemovedDetails
         * @description Which file: `sha256` in hexadecimal digits tells it from any other, `size` is in bytes.
         */
        TicketAttachmentRemovedDetails: {
            /** Format: uuid */
            attachment_id: string;
            media_type: string;
            name: string;
            sha256: string;
            size: number;
        } & {
            [key: string]: unknown;
        };
        /** @description A photo or document of the ticket is gone for good. */
        TicketAttachmentRemovedEvent: {
            data: components["schemas"]["TicketAttachmentRemovedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.attachment_removed";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketAuditFailedData: {
            details: components["schemas"]["TicketAuditFailedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketAuditFailedDetails
         * @description What one type of event tells besides what all of them do. More fields may be added.
         */
        TicketAuditFailedDetails: {
            [key: string]: unknown;
        };
        /** @description The result was not accepted, and the unit has to do it again. */
        TicketAuditFailedEvent: {
            data: components["schemas"]["TicketAuditFailedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.audit_failed";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketAuditPassedData: {
            details: components["schemas"]["TicketAuditPassedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketAuditPassedDetails
         * @description What one type of event tells besides what all of them do. More fields may be added.
         */
        TicketAuditPassedDetails: {
            [key: string]: unknown;
        };
        /** @description The result was accepted, and the citizen will be called. */
        TicketAuditPassedEvent: {
            data: components["schemas"]["TicketAuditPassedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.audit_passed";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        /**
         * TicketBreach
         * @description A limit that had passed: the `promise` to the citizen, or the `stage` of the unit that held the ticket then.
         */
        TicketBreach: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            kind: "promise" | "stage";
            level: number;
            /** Format: uuid */
            unit_id: string;
        };
        TicketCallTriedData: {
            details: components["schemas"]["TicketCallTriedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketCallTriedDetails
         * @description Nobody answered the call. What was sent with it is kept.
         */
        TicketCallTriedDetails: {
            /** @default null */
            note?: string | null;
            /** @default null */
            satisfaction?: number | null;
            /** @default null */
            solved?: boolean | null;
            unreachable: boolean;
        } & {
            [key: string]: unknown;
        };
        /** @description Nobody answered the call about the result. */
        TicketCallTriedEvent: {
            data: components["schemas"]["TicketCallTriedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.call_tried";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        /**
         * TicketChanges
         * @description What was changed of a ticket, by field.
         */
        TicketChanges: {
            [key: string]: components["schemas"]["JsonValue"][];
        };
        TicketCommentedData: {
            details: components["schemas"]["TicketCommentedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketCommentedDetails
         * @description The comment.
         */
        TicketCommentedDetails: {
            text: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Somebody wrote a comment. */
        TicketCommentedEvent: {
            data: components["schemas"]["TicketCommentedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.commented";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketConfirmedData: {
            details: components["schemas"]["TicketConfirmedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketConfirmedDetails
         * @description What the citizen said, or that nobody could be reached.
         */
        TicketConfirmedDetails: {
            /** @default null */
            note?: string | null;
            /** @default null */
            satisfaction?: number | null;
            /** @default null */
            solved?: boolean | null;
            /** @default null */
            unreachable?: boolean | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The citizen answered or could not be reached, and the ticket is closed. */
        TicketConfirmedEvent: {
            data: components["schemas"]["TicketConfirmedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.confirmed";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketCoordinatedData: {
            details: components["schemas"]["TicketCoordinatedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketCoordinatedDetails
         * @description What one type of event tells besides what all of them do. More fields may be added.
         */
        TicketCoordinatedDetails: {
            [key: string]: unknown;
        };
        /** @description The holder leads, and other units were asked to help. */
        TicketCoordinatedEvent: {
            data: components["schemas"]["TicketCoordinatedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.coordinated";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketCoordinationFinishedData: {
            details: components["schemas"]["TicketCoordinationFinishedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketCoordinationFinishedDetails
         * @description The joint task that was the last, with its result unless it was waived.
         */
        TicketCoordinationFinishedDetails: {
            /**
             * Format: uuid
             * @description A joint task of the ticket.
             */
            joint_task_id: string;
            /** @default null */
            result?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description No joint task is open, and the lead goes on. */
        TicketCoordinationFinishedEvent: {
            data: components["schemas"]["TicketCoordinationFinishedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.coordination_finished";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketCreatedData: {
            details: components["schemas"]["TicketCreatedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketCreatedDetails
         * @description Of what the ticket was formed.
         */
        TicketCreatedDetails: {
            category: string | null;
            opinion_ids: string[];
            source: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A ticket was formed of one or more opinions. */
        TicketCreatedEvent: {
            data: components["schemas"]["TicketCreatedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.created";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketDispatchedData: {
            details: components["schemas"]["TicketDispatchedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketDispatchedDetails
         * @description To which unit, if it was named; `changes` has the holder in any case. Whom `designate` names keeps it.
         */
        TicketDispatchedDetails: {
            /** @default null */
            designate?: boolean | null;
            /** @default null */
            instructions?: string | null;
            /** @default null */
            unit_id?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description An office gave the ticket to a unit, which has to sign. */
        TicketDispatchedEvent: {
            data: components["schemas"]["TicketDispatchedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.dispatched";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketErasedData: {
            details: components["schemas"]["TicketErasedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketErasedDetails
         * @description Whose words, and whether with them all others of the ticket. Earlier events have lost theirs since.
         *
         *     `left`: what is left of each of them, as a digest by its number, where their hashes cover the words themselves.
         */
        TicketErasedDetails: {
            /** @enum {string} */
            extent: "all" | "part";
            left?: {
                [key: string]: string;
            };
            /** Format: uuid */
            opinion_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description What a citizen said was erased, all of the ticket's words or those of one citizen. All else stays. */
        TicketErasedEvent: {
            data: components["schemas"]["TicketErasedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.erased";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketEscalatedData: {
            details: components["schemas"]["TicketEscalatedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketEscalatedDetails
         * @description What one type of event tells besides what all of them do. More fields may be added.
         */
        TicketEscalatedDetails: {
            [key: string]: unknown;
        };
        /** @description The ticket went up one level, by decision or because it was late. */
        TicketEscalatedEvent: {
            data: components["schemas"]["TicketEscalatedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.escalated";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        /**
         * TicketEventData
         * @description What an event of a ticket tells. `changes`: what was changed of the ticket, by field; null before it existed.
         *
         *     `breaches`: limits that had passed since the event before.
         */
        TicketEventData: {
            action: string;
            actor: components["schemas"]["EventActor"];
            actor_role: string | null;
            actor_unit_id: string | null;
            breaches?: components["schemas"]["TicketBreach"][];
            changes?: components["schemas"]["TicketChanges"];
            details: components["schemas"]["EventDetails"];
            from_state: string | null;
            principal: string;
            reason: string | null;
            ticket_number: string;
            ticket_version: number;
            to_state: string;
            /** @enum {string} */
            trigger: "person" | "clock";
        };
        TicketExtendedData: {
            details: components["schemas"]["TicketExtendedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketExtendedDetails
         * @description Which request.
         */
        TicketExtendedDetails: {
            /**
             * Format: uuid
             * @description What was asked for, and waits or waited for a decision.
             */
            request_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The limit is later; the original one stays on record. */
        TicketExtendedEvent: {
            data: components["schemas"]["TicketExtendedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.extended";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketExtensionRefusedData: {
            details: components["schemas"]["TicketExtensionRefusedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketExtensionRefusedDetails
         * @description Which request; `lapsed` if nobody decided it in time.
         */
        TicketExtensionRefusedDetails: {
            /** @default null */
            lapsed?: boolean | null;
            /**
             * Format: uuid
             * @description What was asked for, and waits or waited for a decision.
             */
            request_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The limit stays, or nobody decided in time. */
        TicketExtensionRefusedEvent: {
            data: components["schemas"]["TicketExtensionRefusedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.extension_refused";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketExtensionRequestedData: {
            details: components["schemas"]["TicketExtensionRequestedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketExtensionRequestedDetails
         * @description A moment, or so many working days more.
         */
        TicketExtensionRequestedDetails: {
            /** @default null */
            days?: number | null;
            /** @default null */
            until?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The holder asks for more time. */
        TicketExtensionRequestedEvent: {
            data: components["schemas"]["TicketExtensionRequestedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.extension_requested";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketHandedDownData: {
            details: components["schemas"]["TicketHandedDownDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketHandedDownDetails
         * @description To which unit below, and what it is to do.
         */
        TicketHandedDownDetails: {
            /** @default null */
            designate?: boolean | null;
            instructions: string;
            /**
             * Format: uuid
             * @description A unit.
             */
            unit_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A unit above instructed one below, and will audit the result. */
        TicketHandedDownEvent: {
            data: components["schemas"]["TicketHandedDownData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.handed_down";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketImportedData: {
            details: components["schemas"]["TicketImportedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketImportedDetails
         * @description What the other system knew of the ticket. Of what happened there, `steps` has moment, action, units and words.
         */
        TicketImportedDetails: {
            /** Format: date-time */
            closed_at: string;
            /** Format: date-time */
            created_at: string;
            due_at: string | null;
            external_ref: string;
            reply: string | null;
            source_system: string;
            steps: {
                [key: string]: string | null;
            }[];
        } & {
            [key: string]: unknown;
        };
        /** @description A ticket that another system had closed became history here. */
        TicketImportedEvent: {
            data: components["schemas"]["TicketImportedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.imported";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        /**
         * TicketIn
         * @description A ticket to be formed, of opinions in the inbox or of one that comes along.
         *
         *     What is left out is taken from the first opinion. `id` may be chosen by the client, to make the request repeatable.
         */
        TicketIn: {
            /** Accused Unit Id */
            accused_unit_id?: string | null;
            /** Category */
            category?: string | null;
            /** Content */
            content?: string | null;
            difficulty: components["schemas"]["Difficulty"];
            /** External Ref */
            external_ref?: string | null;
            /** Id */
            id?: string | null;
            /**
             * Key Task
             * @default false
             */
            key_task?: boolean;
            opinion?: components["schemas"]["OpinionIn"] | null;
            /** Opinion Ids */
            opinion_ids?: string[] | null;
            source?: components["schemas"]["Source"] | null;
            /** Source System */
            source_system?: string | null;
            /** Title */
            title?: string | null;
            /** Unit Id */
            unit_id?: string | null;
            urgency: components["schemas"]["Urgency"];
        };
        TicketMergedData: {
            details: components["schemas"]["TicketMergedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketMergedDetails
         * @description Into which ticket.
         */
        TicketMergedDetails: {
            /** Format: uuid */
            into_ticket_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The ticket became part of another one, with its opinions. */
        TicketMergedEvent: {
            data: components["schemas"]["TicketMergedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.merged";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketMergedFromData: {
            details: components["schemas"]["TicketMergedFromDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketMergedFromDetails
         * @description Which ticket became part of this one; `changes` has what was taken over of its promise and grading.
         */
        TicketMergedFromDetails: {
            from_number: string;
            /** Format: uuid */
            from_ticket_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Another ticket became part of this one: its opinions, and whatever it was promised sooner. */
        TicketMergedFromEvent: {
            data: components["schemas"]["TicketMergedFromData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.merged_from";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        /**
         * TicketNameOut
         * @description A ticket by its number.
         */
        TicketNameOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
        };
        TicketObjectedData: {
            details: components["schemas"]["TicketObjectedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketObjectedDetails
         * @description Why it is not this unit's business, and whose it would be.
         */
        TicketObjectedDetails: {
            /** @description The reason as a code, for statistics. */
            reason_code: string;
            /**
             * Format: uuid
             * @description A unit.
             */
            suggested_unit_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The holder says that the matter is another unit's business. */
        TicketObjectedEvent: {
            data: components["schemas"]["TicketObjectedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.objected";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketObjectionAcceptedData: {
            details: components["schemas"]["TicketObjectionAcceptedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketObjectionAcceptedDetails
         * @description Which objection, if it was named.
         */
        TicketObjectionAcceptedDetails: {
            /** @default null */
            request_id?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The ticket is back with whoever dispatched it. */
        TicketObjectionAcceptedEvent: {
            data: components["schemas"]["TicketObjectionAcceptedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.objection_accepted";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketObjectionRefusedData: {
            details: components["schemas"]["TicketObjectionRefusedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketObjectionRefusedDetails
         * @description Which objection, if it was named; `lapsed` if nobody decided it in time.
         */
        TicketObjectionRefusedDetails: {
            /** @default null */
            lapsed?: boolean | null;
            /** @default null */
            request_id?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The ticket stays with the unit, or nobody decided in time. */
        TicketObjectionRefusedEvent: {
            data: components["schemas"]["TicketObjectionRefusedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.objection_refused";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketOrderAnsweredData: {
            details: components["schemas"]["TicketOrderAnsweredDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketOrderAnsweredDetails
         * @description Which order was answered, and how.
         */
        TicketOrderAnsweredDetails: {
            /**
             * Format: uuid
             * @description A supervision order of the ticket.
             */
            order_id: string;
            text: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The holder says what was done about a supervision order. */
        TicketOrderAnsweredEvent: {
            data: components["schemas"]["TicketOrderAnsweredData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.order_answered";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        /**
         * TicketOut
         * @description An assignment ticket (交办单). `level` grows upward; `warning` is none, yellow, orange or red.
         *
         *     `imported`: history of another system, closed there. A parked ticket goes on by itself at `resume_at`.
         *     `no_return`: its holder may not object to having been given it.
         */
        TicketOut: {
            /** Assignee Id */
            assignee_id: string | null;
            /** Calendar Version */
            calendar_version: number;
            /** Category */
            category: string | null;
            /** Closed At */
            closed_at: string | null;
            /** Confidential */
            confidential: boolean;
            /** Content */
            content: string;
            counts: components["schemas"]["Counts"];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Difficulty */
            difficulty: string;
            dispatcher: components["schemas"]["UnitRef"] | null;
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /** Due Limit */
            due_limit: string;
            /**
             * Due Original At
             * Format: date-time
             */
            due_original_at: string;
            /** Due Rule */
            due_rule: string;
            /** External Ref */
            external_ref: string | null;
            /** First Breached At */
            first_breached_at: string | null;
            handler: components["schemas"]["UnitRef"] | null;
            holder: components["schemas"]["UnitRef"];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Imported */
            imported: boolean;
            /** Key Task */
            key_task: boolean;
            /** Level */
            level: number;
            /** Merged Into Id */
            merged_into_id: string | null;
            /** No Return */
            no_return: boolean;
            /** Number */
            number: string;
            origin: components["schemas"]["UnitRef"];
            /** Outcome */
            outcome: string | null;
            /** Overdue */
            overdue: boolean;
            /** Problem */
            problem: boolean;
            /** Provisional */
            provisional: boolean;
            /** Reason Code */
            reason_code: string | null;
            /** Reply */
            reply: string | null;
            /** Resume At */
            resume_at: string | null;
            /** Satisfaction */
            satisfaction: number | null;
            /** Seconds Left */
            seconds_left: number | null;
            /** Solved */
            solved: boolean | null;
            /** Source */
            source: string;
            /** Source System */
            source_system: string | null;
            stage: components["schemas"]["StageOut"];
            /** State */
            state: string;
            /** Stuck */
            stuck: boolean;
            /** Title */
            title: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Urgency */
            urgency: string;
            /** Version */
            version: number;
            /** Warning */
            warning: string;
        };
        TicketOverdueData: {
            details: components["schemas"]["TicketOverdueDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketOverdueDetails
         * @description Which deadline has passed: the overall one or that of the stage. `rule` is the rule of policy it comes from.
         */
        TicketOverdueDetails: {
            /** @constant */
            colour: "red";
            /** @enum {string} */
            deadline: "overall" | "stage";
            /** Format: date-time */
            due_at: string;
            rule: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A deadline has passed. */
        TicketOverdueEvent: {
            data: components["schemas"]["TicketOverdueData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.overdue";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        /**
         * TicketPage
         * @description A page of tickets. `total` is null unless asked for; with a `+` when there are more, `10000+` at most.
         *
         *     A page has `limit` tickets, or it is the last one. Only if `stopped_early` is true it has fewer, even none, though
         *     the list may go on: no page costs more than a page, and so many tickets were looked at without finding enough that
         *     fit. `next_cursor` goes on from there; a list ends where `next_cursor` is null.
         */
        TicketPage: {
            /** Items */
            items: components["schemas"]["TicketOut"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Stopped Early */
            stopped_early: boolean;
            /** Total */
            total: string | null;
        };
        TicketParkedData: {
            details: components["schemas"]["TicketParkedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketParkedDetails
         * @description Which request.
         */
        TicketParkedDetails: {
            /**
             * Format: uuid
             * @description What was asked for, and waits or waited for a decision.
             */
            request_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The clocks stand still until the day that was agreed. */
        TicketParkedEvent: {
            data: components["schemas"]["TicketParkedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.parked";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketParkingRefusedData: {
            details: components["schemas"]["TicketParkingRefusedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketParkingRefusedDetails
         * @description Which request; `lapsed` if nobody decided it in time.
         */
        TicketParkingRefusedDetails: {
            /** @default null */
            lapsed?: boolean | null;
            /**
             * Format: uuid
             * @description What was asked for, and waits or waited for a decision.
             */
            request_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The work goes on, or nobody decided in time. */
        TicketParkingRefusedEvent: {
            data: components["schemas"]["TicketParkingRefusedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.parking_refused";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketParkingRequestedData: {
            details: components["schemas"]["TicketParkingRequestedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketParkingRequestedDetails
         * @description Why the work has to wait, and until which day.
         */
        TicketParkingRequestedDetails: {
            /** @description The reason as a code, for statistics. */
            reason_code: string;
            /** Format: date */
            resume_on: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The holder asks to wait until a day to come. */
        TicketParkingRequestedEvent: {
            data: components["schemas"]["TicketParkingRequestedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.parking_requested";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketProblemFlaggedData: {
            details: components["schemas"]["TicketProblemFlaggedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketProblemFlaggedDetails
         * @description How often it was redone and handed on.
         */
        TicketProblemFlaggedDetails: {
            handed_on: number;
            redos: number;
        } & {
            [key: string]: unknown;
        };
        /** @description Redone or handed on too often: the level above supervises it. */
        TicketProblemFlaggedEvent: {
            data: components["schemas"]["TicketProblemFlaggedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.problem_flagged";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketRecalledData: {
            details: components["schemas"]["TicketRecalledDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketRecalledDetails
         * @description What one type of event tells besides what all of them do. More fields may be added.
         */
        TicketRecalledDetails: {
            [key: string]: unknown;
        };
        /** @description The sender took the ticket back before it was signed for. */
        TicketRecalledEvent: {
            data: components["schemas"]["TicketRecalledData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.recalled";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketReclassifiedData: {
            details: components["schemas"]["TicketReclassifiedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketReclassifiedDetails
         * @description The new grading, as far as it was named.
         */
        TicketReclassifiedDetails: {
            /** @default null */
            difficulty?: ("simple" | "moderate" | "hard") | null;
            /** @default null */
            urgency?: ("routine" | "urgent" | "critical") | null;
        } & {
            [key: string]: unknown;
        };
        /** @description Urgency or difficulty changed, and with them the limits. */
        TicketReclassifiedEvent: {
            data: components["schemas"]["TicketReclassifiedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.reclassified";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketRedoneData: {
            details: components["schemas"]["TicketRedoneDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketRedoneDetails
         * @description What the citizen said; in words it is the reason.
         */
        TicketRedoneDetails: {
            /** @default null */
            satisfaction?: number | null;
        } & {
            [key: string]: unknown;
        };
        /** @description The citizen is not content, so the unit that handled it has it again. */
        TicketRedoneEvent: {
            data: components["schemas"]["TicketRedoneData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.redone";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketRejectedData: {
            details: components["schemas"]["TicketRejectedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketRejectedDetails
         * @description Why the matter was not accepted.
         */
        TicketRejectedDetails: {
            /** @description The reason as a code, for statistics. */
            reason_code: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The matter belongs to another channel, and the citizen is told. */
        TicketRejectedEvent: {
            data: components["schemas"]["TicketRejectedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.rejected";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketReleasedData: {
            details: components["schemas"]["TicketReleasedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketReleasedDetails
         * @description Which member of the holding unit takes it in hand.
         */
        TicketReleasedDetails: {
            /** Format: uuid */
            member_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Whoever had the ticket in hand does not serve there any more, so it lies on the unit's common desk again. */
        TicketReleasedEvent: {
            data: components["schemas"]["TicketReleasedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.released";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketReopenedData: {
            details: components["schemas"]["TicketReopenedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketReopenedDetails
         * @description What the citizen said; in words it is the reason.
         */
        TicketReopenedDetails: {
            /** @default null */
            satisfaction?: number | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A closed ticket is worked on again. */
        TicketReopenedEvent: {
            data: components["schemas"]["TicketReopenedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.reopened";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketRescheduledData: {
            details: components["schemas"]["TicketRescheduledDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketRescheduledDetails
         * @description The calendar by which its dates are counted now.
         */
        TicketRescheduledDetails: {
            calendar_version: number;
        } & {
            [key: string]: unknown;
        };
        /** @description A newer calendar changed the dates. */
        TicketRescheduledEvent: {
            data: components["schemas"]["TicketRescheduledData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.rescheduled";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketResolvedData: {
            details: components["schemas"]["TicketResolvedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketResolvedDetails
         * @description What came of it, and what the citizen is told.
         */
        TicketResolvedDetails: {
            /** @enum {string} */
            outcome: "solved" | "partly_solved" | "explained" | "kept_for_reference";
            reply: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The holder says what came of it; the result waits for its audit. */
        TicketResolvedEvent: {
            data: components["schemas"]["TicketResolvedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.resolved";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketResumedData: {
            details: components["schemas"]["TicketResumedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketResumedDetails
         * @description What one type of event tells besides what all of them do. More fields may be added.
         */
        TicketResumedDetails: {
            [key: string]: unknown;
        };
        /** @description The ticket is worked on again, and the clocks go on with the rest. */
        TicketResumedEvent: {
            data: components["schemas"]["TicketResumedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.resumed";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketScopeLeftData: {
            details: components["schemas"]["TicketScopeLeftDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketScopeLeftDetails
         * @description Who does not see the ticket any more: units that had to do with it, and units above those.
         */
        TicketScopeLeftDetails: {
            overseers: string[];
            units: string[];
        } & {
            [key: string]: unknown;
        };
        /** @description The ticket went where the receiver does not see it. Who sees it no more is told no more than that. */
        TicketScopeLeftEvent: {
            data: components["schemas"]["TicketScopeLeftData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.scope_left";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketSignedData: {
            details: components["schemas"]["TicketSignedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketSignedDetails
         * @description What one type of event tells besides what all of them do. More fields may be added.
         */
        TicketSignedDetails: {
            [key: string]: unknown;
        };
        /** @description The unit has the ticket and works on it. */
        TicketSignedEvent: {
            data: components["schemas"]["TicketSignedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.signed";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketStuckAtTopData: {
            details: components["schemas"]["TicketStuckAtTopDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketStuckAtTopDetails
         * @description The level above which there is none.
         */
        TicketStuckAtTopDetails: {
            level: number;
        } & {
            [key: string]: unknown;
        };
        /** @description The ticket should go up, and there is no level above. */
        TicketStuckAtTopEvent: {
            data: components["schemas"]["TicketStuckAtTopData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.stuck_at_top";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketSucceededData: {
            details: components["schemas"]["TicketSucceededDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketSucceededDetails
         * @description A unit was dissolved: what it had to do with the ticket falls to its successor.
         *
         *     `accused`: the matter was about it, and is about the successor now; what that one had to do with it goes higher up.
         */
        TicketSucceededDetails: {
            /**
             * Format: uuid
             * @description A unit.
             */
            dissolved_unit_id: string;
            duties: ("holder" | "origin" | "handler" | "dispatcher" | "joint" | "accused")[];
            /**
             * Format: uuid
             * @description A unit.
             */
            successor_unit_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A unit was dissolved, and its successor took over. */
        TicketSucceededEvent: {
            data: components["schemas"]["TicketSucceededData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.succeeded";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketSupervisedData: {
            details: components["schemas"]["TicketSupervisedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketSupervisedDetails
         * @description An order, with its words and the time to answer if somebody issued it.
         *
         *     If nobody answered one in time, `unanswered`: then it has its id, its level and the next colour.
         */
        TicketSupervisedDetails: {
            /** @enum {string} */
            colour: "yellow" | "orange" | "red";
            /** @default null */
            due_at?: string | null;
            /** @default null */
            level?: number | null;
            /** @default null */
            order_id?: string | null;
            /** @default null */
            text?: string | null;
            /** @default null */
            unanswered?: boolean | null;
        } & {
            [key: string]: unknown;
        };
        /** @description An order was issued, or rose in colour because nobody answered. */
        TicketSupervisedEvent: {
            data: components["schemas"]["TicketSupervisedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.supervised";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketTerminatedData: {
            details: components["schemas"]["TicketTerminatedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketTerminatedDetails
         * @description Which request.
         */
        TicketTerminatedDetails: {
            /**
             * Format: uuid
             * @description What was asked for, and waits or waited for a decision.
             */
            request_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The ticket ended without a result. */
        TicketTerminatedEvent: {
            data: components["schemas"]["TicketTerminatedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.terminated";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketTerminationRefusedData: {
            details: components["schemas"]["TicketTerminationRefusedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketTerminationRefusedDetails
         * @description Which request; `lapsed` if nobody decided it in time.
         */
        TicketTerminationRefusedDetails: {
            /** @default null */
            lapsed?: boolean | null;
            /**
             * Format: uuid
             * @description What was asked for, and waits or waited for a decision.
             */
            request_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The work goes on, or nobody decided in time. */
        TicketTerminationRefusedEvent: {
            data: components["schemas"]["TicketTerminationRefusedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.termination_refused";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketTerminationRequestedData: {
            details: components["schemas"]["TicketTerminationRequestedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketTerminationRequestedDetails
         * @description What one type of event tells besides what all of them do. More fields may be added.
         */
        TicketTerminationRequestedDetails: {
            [key: string]: unknown;
        };
        /** @description The holder asks to end the ticket without a result. */
        TicketTerminationRequestedEvent: {
            data: components["schemas"]["TicketTerminationRequestedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.termination_requested";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketTransferredData: {
            details: components["schemas"]["TicketTransferredDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketTransferredDetails
         * @description To which unit. Whom `designate` names keeps it.
         */
        TicketTransferredDetails: {
            /** @default null */
            designate?: boolean | null;
            /** @default null */
            instructions?: string | null;
            /**
             * Format: uuid
             * @description A unit.
             */
            unit_id: string;
        } & {
            [key: string]: unknown;
        };
        /** @description An office gave the ticket to another unit of the same level. */
        TicketTransferredEvent: {
            data: components["schemas"]["TicketTransferredData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.transferred";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketUrgedData: {
            details: components["schemas"]["TicketUrgedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketUrgedDetails
         * @description The comment.
         */
        TicketUrgedDetails: {
            text: string;
        } & {
            [key: string]: unknown;
        };
        /** @description Somebody asked the holder to hurry. */
        TicketUrgedEvent: {
            data: components["schemas"]["TicketUrgedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.urged";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        TicketWarnedData: {
            details: components["schemas"]["TicketWarnedDetails"];
        } & WithRequired<components["schemas"]["TicketEventData"], "details">;
        /**
         * TicketWarnedDetails
         * @description How late it is: `deadline` is the overall one or that of the stage. A `reminder` names the colour only.
         */
        TicketWarnedDetails: {
            /** @enum {string} */
            colour: "yellow" | "orange" | "red";
            /** @default null */
            deadline?: ("overall" | "stage") | null;
            /** @default null */
            due_at?: string | null;
            /** @default null */
            reminder?: boolean | null;
            /** @default null */
            rule?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** @description A deadline comes near, or a ticket that is late was called to mind. */
        TicketWarnedEvent: {
            data: components["schemas"]["TicketWarnedData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "ticket.warned";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        /**
         * TokenIn
         * @description Who signs in with which phone.
         */
        TokenIn: {
            /** Acting As */
            acting_as?: string | null;
            /** Device Name */
            device_name: string;
            /** Login */
            login: string;
            /**
             * Password
             * @description At least 12 characters when it is set; there are no other rules.
             */
            password: string;
        };
        /**
         * TokensOut
         * @description What a phone is given, this once. The access token is good for `expires_in` seconds, the refresh token once.
         */
        TokensOut: {
            /** Access Token */
            access_token: string;
            /** Expires In */
            expires_in: number;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Refresh Token */
            refresh_token: string;
            /** Token Type */
            token_type: string;
        };
        /**
         * TrackIn
         * @description The code that came with the opinion; case, spaces and hyphens do not matter.
         */
        TrackIn: {
            /** Tracking Code */
            tracking_code: string;
        };
        /**
         * TrackOut
         * @description What a citizen may know. `reply` is there once it was audited; `may_answer` says that feedback is awaited.
         *
         *     `may_confirm`: with this code the matter can be closed as solved. With one that was printed where the matter was
         *     handled it cannot: the office will call.
         */
        TrackOut: {
            /** Due At */
            due_at: string | null;
            /** May Answer */
            may_answer: boolean;
            /** May Confirm */
            may_confirm: boolean;
            /** Reply */
            reply: string | null;
            status: components["schemas"]["StatusOut"];
            /** Steps */
            steps: components["schemas"]["StepOut"][];
            /** Unit */
            unit: string;
        };
        /**
         * TransferMove
         * @description Transfer (转办).
         */
        TransferMove: {
            /** @constant */
            action: "transfer";
            /** Designate */
            designate?: boolean | null;
            /** Instructions */
            instructions?: string | null;
            reason: string;
            /** Format: uuid */
            unit_id: string;
        };
        /**
         * TransitionIn
         * @description A move and its fields. Which fields an action needs and takes, `GET …/actions` says.
         */
        TransitionIn: components["schemas"]["AcceptObjectionMove"] | components["schemas"]["AnswerOrderMove"] | components["schemas"]["ApproveRequestMove"] | components["schemas"]["ArchiveMove"] | components["schemas"]["AssignMove"] | components["schemas"]["AuditFailMove"] | components["schemas"]["AuditPassMove"] | components["schemas"]["CommentMove"] | components["schemas"]["ConfirmMove"] | components["schemas"]["CoordinateMove"] | components["schemas"]["DispatchMove"] | components["schemas"]["EscalateMove"] | components["schemas"]["ExtendMove"] | components["schemas"]["HandDownMove"] | components["schemas"]["MergeMove"] | components["schemas"]["ObjectMove"] | components["schemas"]["ParkMove"] | components["schemas"]["RecallMove"] | components["schemas"]["ReclassifyMove"] | components["schemas"]["RedoMove"] | components["schemas"]["RefuseObjectionMove"] | components["schemas"]["RefuseRequestMove"] | components["schemas"]["RejectMove"] | components["schemas"]["ReopenMove"] | components["schemas"]["ReportMove"] | components["schemas"]["ResolveMove"] | components["schemas"]["ResumeMove"] | components["schemas"]["SignMove"] | components["schemas"]["SuperviseMove"] | components["schemas"]["TerminateMove"] | components["schemas"]["TransferMove"] | components["schemas"]["UrgeMove"] | components["schemas"]["WaiveMove"] | components["schemas"]["OtherMove"];
        /**
         * UnitIn
         * @description A unit to be made. Without `level` it has that of its parent.
         */
        UnitIn: {
            /** Code */
            code: string;
            /** Designation */
            designation?: string | null;
            /** @default territory */
            kind?: components["schemas"]["UnitKind"];
            /** Level */
            level?: number | null;
            /** Name */
            name: string;
            /**
             * Parent Id
             * Format: uuid
             */
            parent_id: string;
        };
        /**
         * UnitKind
         * @description What a unit is. It has a level besides: a forestry group may be a peer of a county.
         * @enum {string}
         */
        UnitKind: "territory" | "enterprise" | "department" | "office" | "team" | "supervision";
        /**
         * UnitOut
         * @description A unit. `level` grows upward; `children` counts the active units directly below.
         */
        UnitOut: {
            /** Active */
            active: boolean;
            /** Children */
            children: number;
            /** Code */
            code: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Designation */
            designation: string | null;
            /** Has Office */
            has_office: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            kind: components["schemas"]["UnitKind"];
            /** Level */
            level: number;
            /** Name */
            name: string;
            parent: components["schemas"]["UnitRef"] | null;
            /** Successor Id */
            successor_id: string | null;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Version */
            version: number;
        };
        /** UnitPage */
        UnitPage: {
            /** Items */
            items: components["schemas"]["UnitOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * UnitRef
         * @description A unit as tickets name it.
         */
        UnitRef: {
            /** Code */
            code: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * UrgeMove
         * @description Urge (催办).
         */
        UrgeMove: {
            /** @constant */
            action: "urge";
            text: string;
        };
        /**
         * Urgency
         * @description How pressing a matter is (轻重缓急: 一般, 紧急, 特急).
         * @enum {string}
         */
        Urgency: "routine" | "urgent" | "critical";
        /**
         * VersionOut
         * @description A published version; the newest one is in force.
         */
        VersionOut: {
            /** In Force */
            in_force: boolean;
            /**
             * Published At
             * Format: date-time
             */
            published_at: string;
            /** Published By */
            published_by: string;
            /** Version */
            version: number;
        };
        /**
         * VersionsOut
         * @description Every version, newest first.
         */
        VersionsOut: {
            /** Items */
            items: components["schemas"]["VersionOut"][];
        };
        /**
         * VocabularyOut
         * @description Every kind of code.
         */
        VocabularyOut: {
            /** Items */
            items: components["schemas"]["WordsOut"][];
        };
        /**
         * WaiveIn
         * @description Why the lead goes on without it.
         */
        WaiveIn: {
            /** Reason */
            reason: string;
        };
        /**
         * WaiveMove
         * @description Waive a joint task (免除协办).
         */
        WaiveMove: {
            /** @constant */
            action: "waive";
            /** Format: uuid */
            joint_task_id: string;
            reason: string;
        };
        /**
         * WarningOut
         * @description What was done is done, and somebody should look at it: `nobody_there` or `assignee_gone`.
         */
        WarningOut: {
            /** Code */
            code: string;
            /** Detail */
            detail: string;
            /** Params */
            params: {
                [key: string]: string | number | boolean | null;
            };
        };
        /**
         * WarningsOut
         * @description What somebody should look at after this; mostly nothing.
         */
        WarningsOut: {
            /** Warnings */
            warnings: components["schemas"]["WarningOut"][];
        };
        /**
         * WatchOut
         * @description A stopwatch: a budget, what was used of it, and since when it runs (null: paused).
         *
         *     `measures` says in which time: working or elapsed. `limit` is the written form of policies. `region` is the calendar
         *     by which it is counted (`base`: that of no region), `days` what makes the way there longer or shorter.
         */
        WatchOut: {
            /** Budget Seconds */
            budget_seconds: number;
            /** Calendar Version */
            calendar_version: number;
            /** Days */
            days: components["schemas"]["SpanOut"][];
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            /** Due Original At */
            due_original_at: string | null;
            /** Extended */
            extended: boolean;
            /** Kind */
            kind: string;
            /** Left Seconds */
            left_seconds: number;
            /** Limit */
            limit: string;
            /** Limit In Words */
            limit_in_words: string;
            /** Measures */
            measures: string;
            /** Paused */
            paused: boolean;
            /** Policy Version */
            policy_version: number;
            /** Provisional */
            provisional: boolean;
            /** Region */
            region: string;
            rule: components["schemas"]["RuleOut"];
            /** Running Since */
            running_since: string | null;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /** Time Zone */
            time_zone: string;
            /** Used Seconds */
            used_seconds: number;
        };
        /**
         * WaysOut
         * @description How one can sign in here.
         */
        WaysOut: {
            /** Password */
            password: boolean;
            /** Providers */
            providers: components["schemas"]["ProviderOut"][];
        };
        /**
         * WebhookLinks
         * @description Where to read more, relative to this server.
         */
        WebhookLinks: {
            self: string;
            ticket: string | null;
        };
        WebhookPingData: {
            details: components["schemas"]["WebhookPingDetails"];
        } & WithRequired<components["schemas"]["EventData"], "details">;
        /**
         * WebhookPingDetails
         * @description Nothing but a sign of life.
         */
        WebhookPingDetails: {
            [key: string]: unknown;
        };
        /** @description Sent when somebody asks for a sign of life, and before a disabled endpoint becomes active again. */
        WebhookPingEvent: {
            data: components["schemas"]["WebhookPingData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "webhook.ping";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        WebhookTestData: {
            details: components["schemas"]["WebhookTestDetails"];
        } & WithRequired<components["schemas"]["EventData"], "details">;
        /**
         * WebhookTestDetails
         * @description Nothing but a sign of life.
         */
        WebhookTestDetails: {
            [key: string]: unknown;
        };
        /** @description Sent because somebody asked for it. */
        WebhookTestEvent: {
            data: components["schemas"]["WebhookTestData"] | components["schemas"]["NoData"];
            /** @constant */
            type: "webhook.test";
        } & WithRequired<components["schemas"]["EventBody"], "type" | "data">;
        /**
         * WordOut
         * @description What a code is called.
         */
        WordOut: {
            /** Code */
            code: string;
            /** En */
            en: string;
            /** Zh */
            zh: string;
        };
        /**
         * WordsOut
         * @description The codes of one kind, in an order to show them in.
         */
        WordsOut: {
            /** Kind */
            kind: string;
            /** Words */
            words: components["schemas"]["WordOut"][];
        };
        /**
         * WorkCounter
         * @description How many wait of a kind: a number, with a `+` when there are more, or when counting stopped before.
         *
         *     In the order of due dates the first 1,000 tickets that the unit holds are looked at, and the first 200 of
         *     `assigned`, `joint`, `requests` and `orders`.
         */
        WorkCounter: {
            /** Count */
            count: string;
            kind: components["schemas"]["WorkKind"];
        };
        /**
         * WorkItemOut
         * @description One thing to do until `due_at`.
         *
         *     `task_id` is the joint task to report, the request to decide or the order to answer, and `text` says what it is;
         *     both are null where the ticket itself waits.
         */
        WorkItemOut: {
            /**
             * Due At
             * Format: date-time
             */
            due_at: string;
            kind: components["schemas"]["WorkKind"];
            /** Task Id */
            task_id: string | null;
            /** Text */
            text: string | null;
            ticket: components["schemas"]["TicketOut"];
        };
        /** WorkItemPage */
        WorkItemPage: {
            /** Items */
            items: components["schemas"]["WorkItemOut"][];
            /** Next Cursor */
            next_cursor: string | null;
        };
        /**
         * WorkKind
         * @description Why something waits: a ticket that the unit holds, or what belongs to a ticket of another one.
         *
         *     The first five are tickets held by the caller's unit, by stage; `overdue` and `warned` are those among all that it
         *     holds. `assigned` are the caller's own in person. `joint` are joint tasks to report, `requests` decisions to make,
         *     `orders` supervision orders to answer.
         * @enum {string}
         */
        WorkKind: "dispatch" | "accept" | "handle" | "audit" | "call-back" | "overdue" | "warned" | "assigned" | "joint" | "requests" | "orders";
        /**
         * WorkOut
         * @description A counter for every kind.
         */
        WorkOut: {
            /** Items */
            items: components["schemas"]["WorkCounter"][];
        };
    };
    responses: {
        /** @description The request cannot be read: its address, a header, or its JSON. */
        BadRequest: {
            headers: {
                "Content-Language": components["headers"]["Content-Language"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: string;
                };
            };
        };
        /** @description It is not possible as things stand. */
        Conflict: {
            headers: {
                "Content-Language": components["headers"]["Content-Language"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: string;
                };
            };
        };
        /** @description The body is longer than this operation takes. */
        ContentTooLarge: {
            headers: {
                "Content-Language": components["headers"]["Content-Language"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: string;
                };
            };
        };
        /** @description Who calls is known, and may not do this. */
        Forbidden: {
            headers: {
                "Content-Language": components["headers"]["Content-Language"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: string;
                };
            };
        };
        /** @description The cursor is older than what is kept. */
        Gone: {
            headers: {
                "Content-Language": components["headers"]["Content-Language"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: string;
                };
            };
        };
        /** @description There is no such thing, or none that the caller may see. */
        NotFound: {
            headers: {
                "Content-Language": components["headers"]["Content-Language"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: string;
                };
            };
        };
        /** @description The version that `If-Match` names is not the present one. */
        PreconditionFailed: {
            headers: {
                "Content-Language": components["headers"]["Content-Language"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: string;
                };
            };
        };
        /** @description The request was refused. */
        Problem: {
            headers: {
                "Content-Language": components["headers"]["Content-Language"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too often: come again after `Retry-After`. */
        TooManyRequests: {
            headers: {
                "Content-Language": components["headers"]["Content-Language"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: string;
                };
            };
        };
        /** @description Nobody knows who calls: no credentials, or none that are good (any more). */
        Unauthenticated: {
            headers: {
                "Content-Language": components["headers"]["Content-Language"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: string;
                };
            };
        };
        /** @description The request can be read, and is wrong: `errors` says where. */
        UnprocessableContent: {
            headers: {
                "Content-Language": components["headers"]["Content-Language"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: string;
                };
            };
        };
        /** @description The body is of another type, charset or encoding than this operation takes. */
        UnsupportedMediaType: {
            headers: {
                "Content-Language": components["headers"]["Content-Language"];
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    code?: string;
                };
            };
        };
        /** @description Failed, redirects too: sent again by the timetable. */
        WebhookFailed: {
            headers: {
                /** @description `abort-message` gives up this event; `disable` disables the endpoint. */
                "webhook-delivery"?: "abort-message" | "disable";
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description There is no such receiver any more: the endpoint is disabled. */
        WebhookGone: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description Too much just now: sent again later. */
        WebhookLater: {
            headers: {
                /** @description Seconds, or an HTTP date: not before then. */
                "Retry-After"?: string;
                /** @description `abort-message` gives up this event; `disable` disables the endpoint. */
                "webhook-delivery"?: "abort-message" | "disable";
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description Received. What else is in the answer is not looked at. */
        WebhookReceived: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
    };
    parameters: {
        /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
        ActingAs: string;
        /** @description This program and its version. */
        "user-agent": string;
        /** @description Which attempt this is, from 1. */
        "webhook-attempt": number;
        /** @description To which endpoint this is sent. */
        "webhook-endpoint-id": string;
        /** @description The type, as in the body. */
        "webhook-event-type": string;
        /** @description The event's id, the same in every attempt. */
        "webhook-id": string;
        /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
        "webhook-signature": string;
        /** @description When this attempt was made, in seconds since 1970. */
        "webhook-timestamp": number;
    };
    requestBodies: never;
    headers: {
        /** @description Of the texts: as `Accept-Language` wishes, or the server's own. */
        "Content-Language": "zh-Hans" | "en";
        /** @description The version, for `If-Match` and `If-None-Match`. */
        ETag: string;
        /** @description That this is the answer which the same key was given before, and nothing was done again. */
        "Idempotency-Replayed": "true";
        /** @description Seconds to wait. */
        "Retry-After": number;
        /** @description How to show who one is. */
        "WWW-Authenticate": "Bearer";
        /** @description By which the request is found in the log; the one that was sent, if it has this form. */
        "X-Request-Id": string;
    };
    pathItems: never;
}
export type AcceptIn = components['schemas']['AcceptIn'];
export type AcceptObjectionMove = components['schemas']['AcceptObjectionMove'];
export type ActionOut = components['schemas']['ActionOut'];
export type ActionsOut = components['schemas']['ActionsOut'];
export type AdvanceIn = components['schemas']['AdvanceIn'];
export type Advice = components['schemas']['Advice'];
export type Alive = components['schemas']['Alive'];
export type AnswerIn = components['schemas']['AnswerIn'];
export type AnswerOrderMove = components['schemas']['AnswerOrderMove'];
export type AnsweredOut = components['schemas']['AnsweredOut'];
export type ApproveRequestMove = components['schemas']['ApproveRequestMove'];
export type ArchiveMove = components['schemas']['ArchiveMove'];
export type AssignMove = components['schemas']['AssignMove'];
export type AssigneeNameOut = components['schemas']['AssigneeNameOut'];
export type AttachmentIn = components['schemas']['AttachmentIn'];
export type AttachmentOut = components['schemas']['AttachmentOut'];
export type AttachmentPage = components['schemas']['AttachmentPage'];
export type AttemptOut = components['schemas']['AttemptOut'];
export type AttemptPage = components['schemas']['AttemptPage'];
export type AuditFailMove = components['schemas']['AuditFailMove'];
export type AuditPassMove = components['schemas']['AuditPassMove'];
export type Basis = components['schemas']['Basis'];
export type BreachedCounts = components['schemas']['BreachedCounts'];
export type BreachedGroup = components['schemas']['BreachedGroup'];
export type BreachedReport = components['schemas']['BreachedReport'];
export type CalendarsOut = components['schemas']['CalendarsOut'];
export type CandidateOut = components['schemas']['CandidateOut'];
export type CandidatePage = components['schemas']['CandidatePage'];
export type CategoryNode = components['schemas']['CategoryNode'];
export type CategoryTree = components['schemas']['CategoryTree'];
export type ChangedMemberOut = components['schemas']['ChangedMemberOut'];
export type CheckpointOut = components['schemas']['CheckpointOut'];
export type CheckpointPage = components['schemas']['CheckpointPage'];
export type CheckpointSignatureOut = components['schemas']['CheckpointSignatureOut'];
export type ChooseIn = components['schemas']['ChooseIn'];
export type CitizenIn = components['schemas']['CitizenIn'];
export type ClimbedCounts = components['schemas']['ClimbedCounts'];
export type ClimbedGroup = components['schemas']['ClimbedGroup'];
export type ClimbedReport = components['schemas']['ClimbedReport'];
export type ClockOut = components['schemas']['ClockOut'];
export type CloudEvent = components['schemas']['CloudEvent'];
export type CodeMessageOut = components['schemas']['CodeMessageOut'];
export type CommentMove = components['schemas']['CommentMove'];
export type ConfirmMove = components['schemas']['ConfirmMove'];
export type ContactOut = components['schemas']['ContactOut'];
export type ContactReadOut = components['schemas']['ContactReadOut'];
export type ContactReadsOut = components['schemas']['ContactReadsOut'];
export type CoordinateMove = components['schemas']['CoordinateMove'];
export type CountOut = components['schemas']['CountOut'];
export type Counts = components['schemas']['Counts'];
export type CsrfOut = components['schemas']['CsrfOut'];
export type DeadDeliveryOut = components['schemas']['DeadDeliveryOut'];
export type DeadDeliveryPage = components['schemas']['DeadDeliveryPage'];
export type DecisionIn = components['schemas']['DecisionIn'];
export type Degradation = components['schemas']['Degradation'];
export type DeliveryExhaustedData = components['schemas']['DeliveryExhaustedData'];
export type DeliveryExhaustedDetails = components['schemas']['DeliveryExhaustedDetails'];
export type DeliveryExhaustedEvent = components['schemas']['DeliveryExhaustedEvent'];
export type DeliveryOut = components['schemas']['DeliveryOut'];
export type DepartmentOut = components['schemas']['DepartmentOut'];
export type DescribedOut = components['schemas']['DescribedOut'];
export type DeviceOut = components['schemas']['DeviceOut'];
export type DevicePage = components['schemas']['DevicePage'];
export type Difficulty = components['schemas']['Difficulty'];
export type DispatchMove = components['schemas']['DispatchMove'];
export type DissolveIn = components['schemas']['DissolveIn'];
export type DocumentOut = components['schemas']['DocumentOut'];
export type EndpointDisabledData = components['schemas']['EndpointDisabledData'];
export type EndpointDisabledDetails = components['schemas']['EndpointDisabledDetails'];
export type EndpointDisabledEvent = components['schemas']['EndpointDisabledEvent'];
export type EndpointFailingData = components['schemas']['EndpointFailingData'];
export type EndpointFailingDetails = components['schemas']['EndpointFailingDetails'];
export type EndpointFailingEvent = components['schemas']['EndpointFailingEvent'];
export type EndpointIn = components['schemas']['EndpointIn'];
export type EndpointOut = components['schemas']['EndpointOut'];
export type EndpointPage = components['schemas']['EndpointPage'];
export type EndpointPatch = components['schemas']['EndpointPatch'];
export type EndpointRecoveredData = components['schemas']['EndpointRecoveredData'];
export type EndpointRecoveredDetails = components['schemas']['EndpointRecoveredDetails'];
export type EndpointRecoveredEvent = components['schemas']['EndpointRecoveredEvent'];
export type ErasureDecisionIn = components['schemas']['ErasureDecisionIn'];
export type ErasureIn = components['schemas']['ErasureIn'];
export type ErasureOut = components['schemas']['ErasureOut'];
export type ErasurePage = components['schemas']['ErasurePage'];
export type EscalateMove = components['schemas']['EscalateMove'];
export type EventActor = components['schemas']['EventActor'];
export type EventActorOut = components['schemas']['EventActorOut'];
export type EventBody = components['schemas']['EventBody'];
export type EventData = components['schemas']['EventData'];
export type EventDetails = components['schemas']['EventDetails'];
export type EventLinks = components['schemas']['EventLinks'];
export type EventOut = components['schemas']['EventOut'];
export type EventPage = components['schemas']['EventPage'];
export type EventTypeOut = components['schemas']['EventTypeOut'];
export type EventTypePage = components['schemas']['EventTypePage'];
export type ExampleIn = components['schemas']['ExampleIn'];
export type ExportFormat = components['schemas']['ExportFormat'];
export type ExtendMove = components['schemas']['ExtendMove'];
export type ExtensionOut = components['schemas']['ExtensionOut'];
export type FeedEvent = components['schemas']['FeedEvent'];
export type FeedPage = components['schemas']['FeedPage'];
export type FeedbackIn = components['schemas']['FeedbackIn'];
export type FeedbackOut = components['schemas']['FeedbackOut'];
export type FieldOut = components['schemas']['FieldOut'];
export type FilterIn = components['schemas']['FilterIn'];
export type FilterOut = components['schemas']['FilterOut'];
export type FormLinkOut = components['schemas']['FormLinkOut'];
export type Format = components['schemas']['Format'];
export type FormedOut = components['schemas']['FormedOut'];
export type GapKind = components['schemas']['GapKind'];
export type HandDownMove = components['schemas']['HandDownMove'];
export type HandOverOut = components['schemas']['HandOverOut'];
export type HandOverPage = components['schemas']['HandOverPage'];
export type HealthOut = components['schemas']['HealthOut'];
export type HeldOut = components['schemas']['HeldOut'];
export type HoldingsIn = components['schemas']['HoldingsIn'];
export type HoldingsOut = components['schemas']['HoldingsOut'];
export type HourOut = components['schemas']['HourOut'];
export type IncidentOut = components['schemas']['IncidentOut'];
export type IncidentPage = components['schemas']['IncidentPage'];
export type InputOut = components['schemas']['InputOut'];
export type InvitationIn = components['schemas']['InvitationIn'];
export type InvitationOut = components['schemas']['InvitationOut'];
export type InvitationPage = components['schemas']['InvitationPage'];
export type JoinIn = components['schemas']['JoinIn'];
export type JointTaskOut = components['schemas']['JointTaskOut'];
export type JointTaskPage = components['schemas']['JointTaskPage'];
export type JointTaskReportedData = components['schemas']['JointTaskReportedData'];
export type JointTaskReportedDetails = components['schemas']['JointTaskReportedDetails'];
export type JointTaskReportedEvent = components['schemas']['JointTaskReportedEvent'];
export type JointTaskRequestedData = components['schemas']['JointTaskRequestedData'];
export type JointTaskRequestedDetails = components['schemas']['JointTaskRequestedDetails'];
export type JointTaskRequestedEvent = components['schemas']['JointTaskRequestedEvent'];
export type JointTaskSupersededData = components['schemas']['JointTaskSupersededData'];
export type JointTaskSupersededDetails = components['schemas']['JointTaskSupersededDetails'];
export type JointTaskSupersededEvent = components['schemas']['JointTaskSupersededEvent'];
export type JointTaskWaivedData = components['schemas']['JointTaskWaivedData'];
export type JointTaskWaivedDetails = components['schemas']['JointTaskWaivedDetails'];
export type JointTaskWaivedEvent = components['schemas']['JointTaskWaivedEvent'];
export type JointUnitIn = components['schemas']['JointUnitIn'];
export type JsonValue = components['schemas']['JsonValue'];
export type JwkOut = components['schemas']['JwkOut'];
export type JwkSetOut = components['schemas']['JwkSetOut'];
export type KeyIn = components['schemas']['KeyIn'];
export type KeyOut = components['schemas']['KeyOut'];
export type KeyPage = components['schemas']['KeyPage'];
export type LapsedCounts = components['schemas']['LapsedCounts'];
export type LapsedGroup = components['schemas']['LapsedGroup'];
export type LapsedReport = components['schemas']['LapsedReport'];
export type LineFault = components['schemas']['LineFault'];
export type ListedOpinionOut = components['schemas']['ListedOpinionOut'];
export type ListedOpinionPage = components['schemas']['ListedOpinionPage'];
export type LogStateOut = components['schemas']['LogStateOut'];
export type LookOut = components['schemas']['LookOut'];
export type MeOut = components['schemas']['MeOut'];
export type Means = components['schemas']['Means'];
export type MemberIn = components['schemas']['MemberIn'];
export type MemberOut = components['schemas']['MemberOut'];
export type MemberPage = components['schemas']['MemberPage'];
export type MemberPatch = components['schemas']['MemberPatch'];
export type MergeMove = components['schemas']['MergeMove'];
export type MoveIn = components['schemas']['MoveIn'];
export type MovedOut = components['schemas']['MovedOut'];
export type NamedOut = components['schemas']['NamedOut'];
export type NewEndpointOut = components['schemas']['NewEndpointOut'];
export type NewInvitationOut = components['schemas']['NewInvitationOut'];
export type NewKeyOut = components['schemas']['NewKeyOut'];
export type NewSecretOut = components['schemas']['NewSecretOut'];
export type NextOut = components['schemas']['NextOut'];
export type NoData = components['schemas']['NoData'];
export type ObjectMove = components['schemas']['ObjectMove'];
export type OnTimeCounts = components['schemas']['OnTimeCounts'];
export type OnTimeGroup = components['schemas']['OnTimeGroup'];
export type OnTimeReport = components['schemas']['OnTimeReport'];
export type OperationOut = components['schemas']['OperationOut'];
export type OperationPage = components['schemas']['OperationPage'];
export type OpinionAttachedData = components['schemas']['OpinionAttachedData'];
export type OpinionAttachedDetails = components['schemas']['OpinionAttachedDetails'];
export type OpinionAttachedEvent = components['schemas']['OpinionAttachedEvent'];
export type OpinionAttachmentAddedData = components['schemas']['OpinionAttachmentAddedData'];
export type OpinionAttachmentAddedDetails = components['schemas']['OpinionAttachmentAddedDetails'];
export type OpinionAttachmentAddedEvent = components['schemas']['OpinionAttachmentAddedEvent'];
export type OpinionAttachmentRemovedData = components['schemas']['OpinionAttachmentRemovedData'];
export type OpinionAttachmentRemovedDetails = components['schemas']['OpinionAttachmentRemovedDetails'];
export type OpinionAttachmentRemovedEvent = components['schemas']['OpinionAttachmentRemovedEvent'];
export type OpinionCodeGivenData = components['schemas']['OpinionCodeGivenData'];
export type OpinionCodeGivenDetails = components['schemas']['OpinionCodeGivenDetails'];
export type OpinionCodeGivenEvent = components['schemas']['OpinionCodeGivenEvent'];
export type OpinionCodeReadyData = components['schemas']['OpinionCodeReadyData'];
export type OpinionCodeReadyDetails = components['schemas']['OpinionCodeReadyDetails'];
export type OpinionCodeReadyEvent = components['schemas']['OpinionCodeReadyEvent'];
export type OpinionContactReadData = components['schemas']['OpinionContactReadData'];
export type OpinionContactReadDetails = components['schemas']['OpinionContactReadDetails'];
export type OpinionContactReadEvent = components['schemas']['OpinionContactReadEvent'];
export type OpinionDismissedData = components['schemas']['OpinionDismissedData'];
export type OpinionDismissedDetails = components['schemas']['OpinionDismissedDetails'];
export type OpinionDismissedEvent = components['schemas']['OpinionDismissedEvent'];
export type OpinionErasedData = components['schemas']['OpinionErasedData'];
export type OpinionErasedDetails = components['schemas']['OpinionErasedDetails'];
export type OpinionErasedEvent = components['schemas']['OpinionErasedEvent'];
export type OpinionIn = components['schemas']['OpinionIn'];
export type OpinionOut = components['schemas']['OpinionOut'];
export type OpinionReceivedData = components['schemas']['OpinionReceivedData'];
export type OpinionReceivedDetails = components['schemas']['OpinionReceivedDetails'];
export type OpinionReceivedEvent = components['schemas']['OpinionReceivedEvent'];
export type OptionOut = components['schemas']['OptionOut'];
export type OrderColour = components['schemas']['OrderColour'];
export type OrderOut = components['schemas']['OrderOut'];
export type OrderPage = components['schemas']['OrderPage'];
export type OtherMove = components['schemas']['OtherMove'];
export type Outcome = components['schemas']['Outcome'];
export type OverdueGroup = components['schemas']['OverdueGroup'];
export type OverdueReport = components['schemas']['OverdueReport'];
export type OwedOut = components['schemas']['OwedOut'];
export type ParkMove = components['schemas']['ParkMove'];
export type Payload = components['schemas']['Payload'];
export type PersonOut = components['schemas']['PersonOut'];
export type PostOut = components['schemas']['PostOut'];
export type ProbeOut = components['schemas']['ProbeOut'];
export type Problem = components['schemas']['Problem'];
export type ProblemFault = components['schemas']['ProblemFault'];
export type ProviderOut = components['schemas']['ProviderOut'];
export type QueueOut = components['schemas']['QueueOut'];
export type Ready = components['schemas']['Ready'];
export type ReasonIn = components['schemas']['ReasonIn'];
export type RecallMove = components['schemas']['RecallMove'];
export type ReceiptOut = components['schemas']['ReceiptOut'];
export type ReceiptPage = components['schemas']['ReceiptPage'];
export type ReceiptsOut = components['schemas']['ReceiptsOut'];
export type ReclassifyMove = components['schemas']['ReclassifyMove'];
export type RedoMove = components['schemas']['RedoMove'];
export type RefreshIn = components['schemas']['RefreshIn'];
export type RefuseObjectionMove = components['schemas']['RefuseObjectionMove'];
export type RefuseRequestMove = components['schemas']['RefuseRequestMove'];
export type RejectMove = components['schemas']['RejectMove'];
export type RemovalIn = components['schemas']['RemovalIn'];
export type ReopenMove = components['schemas']['ReopenMove'];
export type ReplayIn = components['schemas']['ReplayIn'];
export type ReportGroup = components['schemas']['ReportGroup'];
export type ReportIn = components['schemas']['ReportIn'];
export type ReportKind = components['schemas']['ReportKind'];
export type ReportMove = components['schemas']['ReportMove'];
export type RequestOut = components['schemas']['RequestOut'];
export type RequestPage = components['schemas']['RequestPage'];
export type ResentOut = components['schemas']['ResentOut'];
export type ResolveMove = components['schemas']['ResolveMove'];
export type ResumeMove = components['schemas']['ResumeMove'];
export type Role = components['schemas']['Role'];
export type RoleOut = components['schemas']['RoleOut'];
export type RuleOut = components['schemas']['RuleOut'];
export type SandboxClockOut = components['schemas']['SandboxClockOut'];
export type SecretIn = components['schemas']['SecretIn'];
export type SecretOut = components['schemas']['SecretOut'];
export type SecretsOut = components['schemas']['SecretsOut'];
export type ServiceIn = components['schemas']['ServiceIn'];
export type SessionOut = components['schemas']['SessionOut'];
export type SessionPage = components['schemas']['SessionPage'];
export type SignInIn = components['schemas']['SignInIn'];
export type SignMove = components['schemas']['SignMove'];
export type SignedInOut = components['schemas']['SignedInOut'];
export type SlipIn = components['schemas']['SlipIn'];
export type Sort = components['schemas']['Sort'];
export type Source = components['schemas']['Source'];
export type SpanOut = components['schemas']['SpanOut'];
export type StaffingGapOut = components['schemas']['StaffingGapOut'];
export type StaffingGapPage = components['schemas']['StaffingGapPage'];
export type StageOut = components['schemas']['StageOut'];
export type StatisticsOut = components['schemas']['StatisticsOut'];
export type StatusOut = components['schemas']['StatusOut'];
export type StepOut = components['schemas']['StepOut'];
export type SubmissionIn = components['schemas']['SubmissionIn'];
export type SubmissionOut = components['schemas']['SubmissionOut'];
export type SuggestedCategoryOut = components['schemas']['SuggestedCategoryOut'];
export type SuggestedDepartmentOut = components['schemas']['SuggestedDepartmentOut'];
export type SuggestedUrgencyOut = components['schemas']['SuggestedUrgencyOut'];
export type SuggestionsOut = components['schemas']['SuggestionsOut'];
export type SuperviseMove = components['schemas']['SuperviseMove'];
export type TeamIn = components['schemas']['TeamIn'];
export type TeamMemberOut = components['schemas']['TeamMemberOut'];
export type TeamOut = components['schemas']['TeamOut'];
export type TeamPage = components['schemas']['TeamPage'];
export type TeamRole = components['schemas']['TeamRole'];
export type TerminateMove = components['schemas']['TerminateMove'];
export type TicketArchivedData = components['schemas']['TicketArchivedData'];
export type TicketArchivedDetails = components['schemas']['TicketArchivedDetails'];
export type TicketArchivedEvent = components['schemas']['TicketArchivedEvent'];
export type TicketAssignedData = components['schemas']['TicketAssignedData'];
export type TicketAssignedDetails = components['schemas']['TicketAssignedDetails'];
export type TicketAssignedEvent = components['schemas']['TicketAssignedEvent'];
export type TicketAttachmentAddedData = components['schemas']['TicketAttachmentAddedData'];
export type TicketAttachmentAddedDetails = components['schemas']['TicketAttachmentAddedDetails'];
export type TicketAttachmentAddedEvent = components['schemas']['TicketAttachmentAddedEvent'];
export type TicketAttachmentRemovedData = components['schemas']['TicketAttachmentRemovedData'];
export type TicketAttachmentRemovedDetails = components['schemas']['TicketAttachmentRemovedDetails'];
export type TicketAttachmentRemovedEvent = components['schemas']['TicketAttachmentRemovedEvent'];
export type TicketAuditFailedData = components['schemas']['TicketAuditFailedData'];
export type TicketAuditFailedDetails = components['schemas']['TicketAuditFailedDetails'];
export type TicketAuditFailedEvent = components['schemas']['TicketAuditFailedEvent'];
export type TicketAuditPassedData = components['schemas']['TicketAuditPassedData'];
export type TicketAuditPassedDetails = components['schemas']['TicketAuditPassedDetails'];
export type TicketAuditPassedEvent = components['schemas']['TicketAuditPassedEvent'];
export type TicketBreach = components['schemas']['TicketBreach'];
export type TicketCallTriedData = components['schemas']['TicketCallTriedData'];
export type TicketCallTriedDetails = components['schemas']['TicketCallTriedDetails'];
export type TicketCallTriedEvent = components['schemas']['TicketCallTriedEvent'];
export type TicketChanges = components['schemas']['TicketChanges'];
export type TicketCommentedData = components['schemas']['TicketCommentedData'];
export type TicketCommentedDetails = components['schemas']['TicketCommentedDetails'];
export type TicketCommentedEvent = components['schemas']['TicketCommentedEvent'];
export type TicketConfirmedData = components['schemas']['TicketConfirmedData'];
export type TicketConfirmedDetails = components['schemas']['TicketConfirmedDetails'];
export type TicketConfirmedEvent = components['schemas']['TicketConfirmedEvent'];
export type TicketCoordinatedData = components['schemas']['TicketCoordinatedData'];
export type TicketCoordinatedDetails = components['schemas']['TicketCoordinatedDetails'];
export type TicketCoordinatedEvent = components['schemas']['TicketCoordinatedEvent'];
export type TicketCoordinationFinishedData = components['schemas']['TicketCoordinationFinishedData'];
export type TicketCoordinationFinishedDetails = components['schemas']['TicketCoordinationFinishedDetails'];
export type TicketCoordinationFinishedEvent = components['schemas']['TicketCoordinationFinishedEvent'];
export type TicketCreatedData = components['schemas']['TicketCreatedData'];
export type TicketCreatedDetails = components['schemas']['TicketCreatedDetails'];
export type TicketCreatedEvent = components['schemas']['TicketCreatedEvent'];
export type TicketDispatchedData = components['schemas']['TicketDispatchedData'];
export type TicketDispatchedDetails = components['schemas']['TicketDispatchedDetails'];
export type TicketDispatchedEvent = components['schemas']['TicketDispatchedEvent'];
export type TicketErasedData = components['schemas']['TicketErasedData'];
export type TicketErasedDetails = components['schemas']['TicketErasedDetails'];
export type TicketErasedEvent = components['schemas']['TicketErasedEvent'];
export type TicketEscalatedData = components['schemas']['TicketEscalatedData'];
export type TicketEscalatedDetails = components['schemas']['TicketEscalatedDetails'];
export type TicketEscalatedEvent = components['schemas']['TicketEscalatedEvent'];
export type TicketEventData = components['schemas']['TicketEventData'];
export type TicketExtendedData = components['schemas']['TicketExtendedData'];
export type TicketExtendedDetails = components['schemas']['TicketExtendedDetails'];
export type TicketExtendedEvent = components['schemas']['TicketExtendedEvent'];
export type TicketExtensionRefusedData = components['schemas']['TicketExtensionRefusedData'];
export type TicketExtensionRefusedDetails = components['schemas']['TicketExtensionRefusedDetails'];
export type TicketExtensionRefusedEvent = components['schemas']['TicketExtensionRefusedEvent'];
export type TicketExtensionRequestedData = components['schemas']['TicketExtensionRequestedData'];
export type TicketExtensionRequestedDetails = components['schemas']['TicketExtensionRequestedDetails'];
export type TicketExtensionRequestedEvent = components['schemas']['TicketExtensionRequestedEvent'];
export type TicketHandedDownData = components['schemas']['TicketHandedDownData'];
export type TicketHandedDownDetails = components['schemas']['TicketHandedDownDetails'];
export type TicketHandedDownEvent = components['schemas']['TicketHandedDownEvent'];
export type TicketImportedData = components['schemas']['TicketImportedData'];
export type TicketImportedDetails = components['schemas']['TicketImportedDetails'];
export type TicketImportedEvent = components['schemas']['TicketImportedEvent'];
export type TicketIn = components['schemas']['TicketIn'];
export type TicketMergedData = components['schemas']['TicketMergedData'];
export type TicketMergedDetails = components['schemas']['TicketMergedDetails'];
export type TicketMergedEvent = components['schemas']['TicketMergedEvent'];
export type TicketMergedFromData = components['schemas']['TicketMergedFromData'];
export type TicketMergedFromDetails = components['schemas']['TicketMergedFromDetails'];
export type TicketMergedFromEvent = components['schemas']['TicketMergedFromEvent'];
export type TicketNameOut = components['schemas']['TicketNameOut'];
export type TicketObjectedData = components['schemas']['TicketObjectedData'];
export type TicketObjectedDetails = components['schemas']['TicketObjectedDetails'];
export type TicketObjectedEvent = components['schemas']['TicketObjectedEvent'];
export type TicketObjectionAcceptedData = components['schemas']['TicketObjectionAcceptedData'];
export type TicketObjectionAcceptedDetails = components['schemas']['TicketObjectionAcceptedDetails'];
export type TicketObjectionAcceptedEvent = components['schemas']['TicketObjectionAcceptedEvent'];
export type TicketObjectionRefusedData = components['schemas']['TicketObjectionRefusedData'];
export type TicketObjectionRefusedDetails = components['schemas']['TicketObjectionRefusedDetails'];
export type TicketObjectionRefusedEvent = components['schemas']['TicketObjectionRefusedEvent'];
export type TicketOrderAnsweredData = components['schemas']['TicketOrderAnsweredData'];
export type TicketOrderAnsweredDetails = components['schemas']['TicketOrderAnsweredDetails'];
export type TicketOrderAnsweredEvent = components['schemas']['TicketOrderAnsweredEvent'];
export type TicketOut = components['schemas']['TicketOut'];
export type TicketOverdueData = components['schemas']['TicketOverdueData'];
export type TicketOverdueDetails = components['schemas']['TicketOverdueDetails'];
export type TicketOverdueEvent = components['schemas']['TicketOverdueEvent'];
export type TicketPage = components['schemas']['TicketPage'];
export type TicketParkedData = components['schemas']['TicketParkedData'];
export type TicketParkedDetails = components['schemas']['TicketParkedDetails'];
export type TicketParkedEvent = components['schemas']['TicketParkedEvent'];
export type TicketParkingRefusedData = components['schemas']['TicketParkingRefusedData'];
export type TicketParkingRefusedDetails = components['schemas']['TicketParkingRefusedDetails'];
export type TicketParkingRefusedEvent = components['schemas']['TicketParkingRefusedEvent'];
export type TicketParkingRequestedData = components['schemas']['TicketParkingRequestedData'];
export type TicketParkingRequestedDetails = components['schemas']['TicketParkingRequestedDetails'];
export type TicketParkingRequestedEvent = components['schemas']['TicketParkingRequestedEvent'];
export type TicketProblemFlaggedData = components['schemas']['TicketProblemFlaggedData'];
export type TicketProblemFlaggedDetails = components['schemas']['TicketProblemFlaggedDetails'];
export type TicketProblemFlaggedEvent = components['schemas']['TicketProblemFlaggedEvent'];
export type TicketRecalledData = components['schemas']['TicketRecalledData'];
export type TicketRecalledDetails = components['schemas']['TicketRecalledDetails'];
export type TicketRecalledEvent = components['schemas']['TicketRecalledEvent'];
export type TicketReclassifiedData = components['schemas']['TicketReclassifiedData'];
export type TicketReclassifiedDetails = components['schemas']['TicketReclassifiedDetails'];
export type TicketReclassifiedEvent = components['schemas']['TicketReclassifiedEvent'];
export type TicketRedoneData = components['schemas']['TicketRedoneData'];
export type TicketRedoneDetails = components['schemas']['TicketRedoneDetails'];
export type TicketRedoneEvent = components['schemas']['TicketRedoneEvent'];
export type TicketRejectedData = components['schemas']['TicketRejectedData'];
export type TicketRejectedDetails = components['schemas']['TicketRejectedDetails'];
export type TicketRejectedEvent = components['schemas']['TicketRejectedEvent'];
export type TicketReleasedData = components['schemas']['TicketReleasedData'];
export type TicketReleasedDetails = components['schemas']['TicketReleasedDetails'];
export type TicketReleasedEvent = components['schemas']['TicketReleasedEvent'];
export type TicketReopenedData = components['schemas']['TicketReopenedData'];
export type TicketReopenedDetails = components['schemas']['TicketReopenedDetails'];
export type TicketReopenedEvent = components['schemas']['TicketReopenedEvent'];
export type TicketRescheduledData = components['schemas']['TicketRescheduledData'];
export type TicketRescheduledDetails = components['schemas']['TicketRescheduledDetails'];
export type TicketRescheduledEvent = components['schemas']['TicketRescheduledEvent'];
export type TicketResolvedData = components['schemas']['TicketResolvedData'];
export type TicketResolvedDetails = components['schemas']['TicketResolvedDetails'];
export type TicketResolvedEvent = components['schemas']['TicketResolvedEvent'];
export type TicketResumedData = components['schemas']['TicketResumedData'];
export type TicketResumedDetails = components['schemas']['TicketResumedDetails'];
export type TicketResumedEvent = components['schemas']['TicketResumedEvent'];
export type TicketScopeLeftData = components['schemas']['TicketScopeLeftData'];
export type TicketScopeLeftDetails = components['schemas']['TicketScopeLeftDetails'];
export type TicketScopeLeftEvent = components['schemas']['TicketScopeLeftEvent'];
export type TicketSignedData = components['schemas']['TicketSignedData'];
export type TicketSignedDetails = components['schemas']['TicketSignedDetails'];
export type TicketSignedEvent = components['schemas']['TicketSignedEvent'];
export type TicketStuckAtTopData = components['schemas']['TicketStuckAtTopData'];
export type TicketStuckAtTopDetails = components['schemas']['TicketStuckAtTopDetails'];
export type TicketStuckAtTopEvent = components['schemas']['TicketStuckAtTopEvent'];
export type TicketSucceededData = components['schemas']['TicketSucceededData'];
export type TicketSucceededDetails = components['schemas']['TicketSucceededDetails'];
export type TicketSucceededEvent = components['schemas']['TicketSucceededEvent'];
export type TicketSupervisedData = components['schemas']['TicketSupervisedData'];
export type TicketSupervisedDetails = components['schemas']['TicketSupervisedDetails'];
export type TicketSupervisedEvent = components['schemas']['TicketSupervisedEvent'];
export type TicketTerminatedData = components['schemas']['TicketTerminatedData'];
export type TicketTerminatedDetails = components['schemas']['TicketTerminatedDetails'];
export type TicketTerminatedEvent = components['schemas']['TicketTerminatedEvent'];
export type TicketTerminationRefusedData = components['schemas']['TicketTerminationRefusedData'];
export type TicketTerminationRefusedDetails = components['schemas']['TicketTerminationRefusedDetails'];
export type TicketTerminationRefusedEvent = components['schemas']['TicketTerminationRefusedEvent'];
export type TicketTerminationRequestedData = components['schemas']['TicketTerminationRequestedData'];
export type TicketTerminationRequestedDetails = components['schemas']['TicketTerminationRequestedDetails'];
export type TicketTerminationRequestedEvent = components['schemas']['TicketTerminationRequestedEvent'];
export type TicketTransferredData = components['schemas']['TicketTransferredData'];
export type TicketTransferredDetails = components['schemas']['TicketTransferredDetails'];
export type TicketTransferredEvent = components['schemas']['TicketTransferredEvent'];
export type TicketUrgedData = components['schemas']['TicketUrgedData'];
export type TicketUrgedDetails = components['schemas']['TicketUrgedDetails'];
export type TicketUrgedEvent = components['schemas']['TicketUrgedEvent'];
export type TicketWarnedData = components['schemas']['TicketWarnedData'];
export type TicketWarnedDetails = components['schemas']['TicketWarnedDetails'];
export type TicketWarnedEvent = components['schemas']['TicketWarnedEvent'];
export type TokenIn = components['schemas']['TokenIn'];
export type TokensOut = components['schemas']['TokensOut'];
export type TrackIn = components['schemas']['TrackIn'];
export type TrackOut = components['schemas']['TrackOut'];
export type TransferMove = components['schemas']['TransferMove'];
export type TransitionIn = components['schemas']['TransitionIn'];
export type UnitIn = components['schemas']['UnitIn'];
export type UnitKind = components['schemas']['UnitKind'];
export type UnitOut = components['schemas']['UnitOut'];
export type UnitPage = components['schemas']['UnitPage'];
export type UnitRef = components['schemas']['UnitRef'];
export type UrgeMove = components['schemas']['UrgeMove'];
export type Urgency = components['schemas']['Urgency'];
export type VersionOut = components['schemas']['VersionOut'];
export type VersionsOut = components['schemas']['VersionsOut'];
export type VocabularyOut = components['schemas']['VocabularyOut'];
export type WaiveIn = components['schemas']['WaiveIn'];
export type WaiveMove = components['schemas']['WaiveMove'];
export type WarningOut = components['schemas']['WarningOut'];
export type WarningsOut = components['schemas']['WarningsOut'];
export type WatchOut = components['schemas']['WatchOut'];
export type WaysOut = components['schemas']['WaysOut'];
export type WebhookLinks = components['schemas']['WebhookLinks'];
export type WebhookPingData = components['schemas']['WebhookPingData'];
export type WebhookPingDetails = components['schemas']['WebhookPingDetails'];
export type WebhookPingEvent = components['schemas']['WebhookPingEvent'];
export type WebhookTestData = components['schemas']['WebhookTestData'];
export type WebhookTestDetails = components['schemas']['WebhookTestDetails'];
export type WebhookTestEvent = components['schemas']['WebhookTestEvent'];
export type WordOut = components['schemas']['WordOut'];
export type WordsOut = components['schemas']['WordsOut'];
export type WorkCounter = components['schemas']['WorkCounter'];
export type WorkItemOut = components['schemas']['WorkItemOut'];
export type WorkItemPage = components['schemas']['WorkItemPage'];
export type WorkKind = components['schemas']['WorkKind'];
export type WorkOut = components['schemas']['WorkOut'];
export type ResponseBadRequest = components['responses']['BadRequest'];
export type ResponseConflict = components['responses']['Conflict'];
export type ResponseContentTooLarge = components['responses']['ContentTooLarge'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseGone = components['responses']['Gone'];
export type ResponseNotFound = components['responses']['NotFound'];
export type ResponsePreconditionFailed = components['responses']['PreconditionFailed'];
export type ResponseProblem = components['responses']['Problem'];
export type ResponseTooManyRequests = components['responses']['TooManyRequests'];
export type ResponseUnauthenticated = components['responses']['Unauthenticated'];
export type ResponseUnprocessableContent = components['responses']['UnprocessableContent'];
export type ResponseUnsupportedMediaType = components['responses']['UnsupportedMediaType'];
export type ResponseWebhookFailed = components['responses']['WebhookFailed'];
export type ResponseWebhookGone = components['responses']['WebhookGone'];
export type ResponseWebhookLater = components['responses']['WebhookLater'];
export type ResponseWebhookReceived = components['responses']['WebhookReceived'];
export type ParameterActingAs = components['parameters']['ActingAs'];
export type ParameterUserAgent = components['parameters']['user-agent'];
export type ParameterWebhookAttempt = components['parameters']['webhook-attempt'];
export type ParameterWebhookEndpointId = components['parameters']['webhook-endpoint-id'];
export type ParameterWebhookEventType = components['parameters']['webhook-event-type'];
export type ParameterWebhookId = components['parameters']['webhook-id'];
export type ParameterWebhookSignature = components['parameters']['webhook-signature'];
export type ParameterWebhookTimestamp = components['parameters']['webhook-timestamp'];
export type HeaderContentLanguage = components['headers']['Content-Language'];
export type HeaderETag = components['headers']['ETag'];
export type HeaderIdempotencyReplayed = components['headers']['Idempotency-Replayed'];
export type HeaderRetryAfter = components['headers']['Retry-After'];
export type HeaderWwwAuthenticate = components['headers']['WWW-Authenticate'];
export type HeaderXRequestId = components['headers']['X-Request-Id'];
export type $defs = Record<string, never>;
export interface operations {
    readAsyncapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    checkLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alive"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    checkReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ready"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readAttachment: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The attachment's id. */
                attachment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    completeAttachment: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The attachment's id. */
                attachment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    downloadAttachment: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The attachment's id. */
                attachment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                    "image/jpeg": string;
                    "image/png": string;
                    "image/webp": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    uploadPart: {
        parameters: {
            query: {
                /** @description Where it begins: how many bytes were `received` before. */
                start: number;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The attachment's id. */
                attachment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    removeAttachment: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The attachment's id. */
                attachment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemovalIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    downloadThumbnail: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The attachment's id. */
                attachment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                    "image/jpeg": string;
                    "image/png": string;
                    "image/webp": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listCalendars: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarsOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    publishCalendar: {
        parameters: {
            query?: {
                /** @description What this version takes back is meant. */
                confirm?: boolean;
            };
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: components["schemas"]["JsonValue"];
                };
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readCalendar: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The version. */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listCatalogues: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionsOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    publishCatalogue: {
        parameters: {
            query?: {
                /** @description What this version takes back is meant. */
                confirm?: boolean;
            };
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: components["schemas"]["JsonValue"];
                };
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readCatalogue: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The version. */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readCategoryTree: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryTree"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    suggestCategories: {
        parameters: {
            query: {
                text: string;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionsOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listCheckpoints: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckpointPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listErasures: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                state?: ("asked" | "approved" | "refused" | "done") | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasurePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    decideErasure: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The erasure's id. */
                erasure_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasureDecisionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listEventTypes: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventTypePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readEventType: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The type's name, such as `ticket.escalated`. */
                event_type: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DescribedOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description Where to go on: `next` of the page before, `feed_cursor` of any event, `earliest` (the default: everything that is kept, 30 days) or `latest` (only what comes from now on). */
                after?: string | null;
                /** @description Types of events, such as `ticket.escalated` or `ticket.*`. May be repeated. */
                type?: string[] | null;
                ticket_id?: string | null;
                limit?: number;
                /** @description Seconds to wait for an event if there is none. */
                wait?: number;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description The cursor is older than what is kept. */
            410: components["responses"]["Gone"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description Where to go on: `next` of the page before, `feed_cursor` of any event, `earliest` (the default: everything that is kept, 30 days) or `latest` (only what comes from now on). */
                after?: string | null;
                /** @description Types of events, such as `ticket.escalated` or `ticket.*`. May be repeated. */
                type?: string[] | null;
                ticket_id?: string | null;
                /** @description When to end; 0: once everything that is there was sent. */
                seconds?: number;
            };
            header?: {
                /** @description The `id` of the last event received; wins over `after`. */
                "Last-Event-ID"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /** @description The event as JSON. */
                        data?: string;
                        /** @description The cursor behind it, for `Last-Event-ID`. */
                        id?: string;
                        /** @description Milliseconds after which to come again. */
                        retry?: number;
                    };
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description The cursor is older than what is kept. */
            410: components["responses"]["Gone"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readEvent: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The event's id. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedEvent"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    exportEvents: {
        parameters: {
            query?: {
                /** @description csv, xlsx or jsonl. */
                format?: components["schemas"]["ExportFormat"];
                /** @description Of csv: add filters and time behind the last row; a spreadsheet has them anyway. */
                about?: boolean;
                /** @description Types of events, such as `ticket.escalated` or `ticket.*`. May be repeated. */
                type?: string[] | null;
                ticket_id?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows as a file. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    exportHandOvers: {
        parameters: {
            query?: {
                /** @description csv, xlsx or jsonl. */
                format?: components["schemas"]["ExportFormat"];
                /** @description Of csv: add filters and time behind the last row; a spreadsheet has them anyway. */
                about?: boolean;
                /** @description Code of a unit: tickets held or received in its subtree. */
                unit?: string | null;
                /** @description Id of the unit that has to act now. */
                holder?: string | null;
                /** @description Id of the unit that received the matter first. */
                origin?: string | null;
                /** @description Code of a unit: tickets that it holds or handles, or is asked to help with. */
                department?: string | null;
                /** @description Id of the member who works on it. */
                assignee?: string | null;
                /** @description Assigned to the member to whom the key belongs. */
                mine?: true | null;
                /** @description May be repeated. */
                state?: string[] | null;
                level?: number | null;
                /** @description A promise is broken right now. */
                overdue?: boolean | null;
                /** @description A promise was broken, now or at any time. */
                ever_breached?: boolean | null;
                /** @description The first promise was broken then or later. */
                breached_since?: string | null;
                /** @description The first promise was broken before then. */
                breached_until?: string | null;
                warning?: ("yellow" | "orange" | "red") | null;
                /** @description The same as `due_until`. */
                due_before?: string | null;
                /** @description Open, and the next promise is due then or later. */
                due_since?: string | null;
                /** @description Open, and the next promise is due before then. */
                due_until?: string | null;
                created_since?: string | null;
                /** @description Before then. */
                created_until?: string | null;
                updated_since?: string | null;
                closed_since?: string | null;
                /** @description Before then. */
                closed_until?: string | null;
                /** @description The clock sent it up, once or more. */
                climbed_by_clock?: boolean | null;
                /** @description It climbed so many levels or more. */
                escalations_min?: number | null;
                /** @description Overdue at the top, where nobody is above. */
                stuck?: boolean | null;
                problem?: boolean | null;
                key_task?: boolean | null;
                open?: boolean | null;
                /** @description With its parts. */
                category?: string | null;
                urgency?: ("routine" | "urgent" | "critical") | null;
                difficulty?: ("simple" | "moderate" | "hard") | null;
                /** @description Where the matter came from. */
                source?: components["schemas"]["Source"] | null;
                source_system?: string | null;
                external_ref?: string | null;
                /** @description A number, or what stands in title and content: all of what spaces part. */
                q?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows as a file. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    exportMembers: {
        parameters: {
            query?: {
                /** @description csv, xlsx or jsonl. */
                format?: components["schemas"]["ExportFormat"];
                /** @description Of csv: add filters and time behind the last row; a spreadsheet has them anyway. */
                about?: boolean;
                /** @description Code of a unit: home, or where a role is held. */
                unit?: string | null;
                role?: components["schemas"]["Role"] | null;
                active?: boolean | null;
                /** @description Part of a name. */
                q?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows as a file. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    exportOpinions: {
        parameters: {
            query?: {
                /** @description csv, xlsx or jsonl. */
                format?: components["schemas"]["ExportFormat"];
                /** @description Of csv: add filters and time behind the last row; a spreadsheet has them anyway. */
                about?: boolean;
                /** @description Code of a unit: opinions received in its subtree. */
                unit?: string | null;
                /** @description With its parts; unclassified ones by first suggestion. */
                category?: string | null;
                status?: ("inbox" | "attached" | "dismissed") | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows as a file. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    exportReport: {
        parameters: {
            query?: {
                /** @description csv, xlsx or jsonl. */
                format?: components["schemas"]["ExportFormat"];
                /** @description Of csv: add filters and time behind the last row; a spreadsheet has them anyway. */
                about?: boolean;
                /** @description Code of a unit: tickets held or received in its subtree. */
                unit?: string | null;
                /** @description Id of the unit that has to act now. */
                holder?: string | null;
                /** @description Id of the unit that received the matter first. */
                origin?: string | null;
                /** @description Code of a unit: tickets that it holds or handles, or is asked to help with. */
                department?: string | null;
                /** @description Id of the member who works on it. */
                assignee?: string | null;
                /** @description Assigned to the member to whom the key belongs. */
                mine?: true | null;
                /** @description May be repeated. */
                state?: string[] | null;
                level?: number | null;
                /** @description A promise is broken right now. */
                overdue?: boolean | null;
                /** @description A promise was broken, now or at any time. */
                ever_breached?: boolean | null;
                /** @description The first promise was broken then or later. */
                breached_since?: string | null;
                /** @description The first promise was broken before then. */
                breached_until?: string | null;
                warning?: ("yellow" | "orange" | "red") | null;
                /** @description The same as `due_until`. */
                due_before?: string | null;
                /** @description Open, and the next promise is due then or later. */
                due_since?: string | null;
                /** @description Open, and the next promise is due before then. */
                due_until?: string | null;
                created_since?: string | null;
                /** @description Before then. */
                created_until?: string | null;
                updated_since?: string | null;
                closed_since?: string | null;
                /** @description Before then. */
                closed_until?: string | null;
                /** @description The clock sent it up, once or more. */
                climbed_by_clock?: boolean | null;
                /** @description It climbed so many levels or more. */
                escalations_min?: number | null;
                /** @description Overdue at the top, where nobody is above. */
                stuck?: boolean | null;
                problem?: boolean | null;
                key_task?: boolean | null;
                open?: boolean | null;
                /** @description With its parts. */
                category?: string | null;
                urgency?: ("routine" | "urgent" | "critical") | null;
                difficulty?: ("simple" | "moderate" | "hard") | null;
                /** @description Where the matter came from. */
                source?: components["schemas"]["Source"] | null;
                source_system?: string | null;
                external_ref?: string | null;
                /** @description A number, or what stands in title and content: all of what spaces part. */
                q?: string | null;
                /** @description As the report has it when left out. */
                group_by?: components["schemas"]["ReportGroup"] | null;
                /** @description Of shares on time, as that report has it. */
                basis?: components["schemas"]["Basis"] | null;
                /** @description The first moment that counts. */
                since?: string | null;
                /** @description The first moment that counts no more. */
                until?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description Which report. */
                report: components["schemas"]["ReportKind"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows as a file. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    exportTeams: {
        parameters: {
            query?: {
                /** @description csv, xlsx or jsonl. */
                format?: components["schemas"]["ExportFormat"];
                /** @description Of csv: add filters and time behind the last row; a spreadsheet has them anyway. */
                about?: boolean;
                /** @description Code of a unit: its own teams. */
                unit?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows as a file. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    exportTickets: {
        parameters: {
            query?: {
                /** @description csv, xlsx or jsonl. */
                format?: components["schemas"]["ExportFormat"];
                /** @description Of csv: add filters and time behind the last row; a spreadsheet has them anyway. */
                about?: boolean;
                /** @description Code of a unit: tickets held or received in its subtree. */
                unit?: string | null;
                /** @description Id of the unit that has to act now. */
                holder?: string | null;
                /** @description Id of the unit that received the matter first. */
                origin?: string | null;
                /** @description Code of a unit: tickets that it holds or handles, or is asked to help with. */
                department?: string | null;
                /** @description Id of the member who works on it. */
                assignee?: string | null;
                /** @description Assigned to the member to whom the key belongs. */
                mine?: true | null;
                /** @description May be repeated. */
                state?: string[] | null;
                level?: number | null;
                /** @description A promise is broken right now. */
                overdue?: boolean | null;
                /** @description A promise was broken, now or at any time. */
                ever_breached?: boolean | null;
                /** @description The first promise was broken then or later. */
                breached_since?: string | null;
                /** @description The first promise was broken before then. */
                breached_until?: string | null;
                warning?: ("yellow" | "orange" | "red") | null;
                /** @description The same as `due_until`. */
                due_before?: string | null;
                /** @description Open, and the next promise is due then or later. */
                due_since?: string | null;
                /** @description Open, and the next promise is due before then. */
                due_until?: string | null;
                created_since?: string | null;
                /** @description Before then. */
                created_until?: string | null;
                updated_since?: string | null;
                closed_since?: string | null;
                /** @description Before then. */
                closed_until?: string | null;
                /** @description The clock sent it up, once or more. */
                climbed_by_clock?: boolean | null;
                /** @description It climbed so many levels or more. */
                escalations_min?: number | null;
                /** @description Overdue at the top, where nobody is above. */
                stuck?: boolean | null;
                problem?: boolean | null;
                key_task?: boolean | null;
                open?: boolean | null;
                /** @description With its parts. */
                category?: string | null;
                urgency?: ("routine" | "urgent" | "critical") | null;
                difficulty?: ("simple" | "moderate" | "hard") | null;
                /** @description Where the matter came from. */
                source?: components["schemas"]["Source"] | null;
                source_system?: string | null;
                external_ref?: string | null;
                /** @description A number, or what stands in title and content: all of what spaces part. */
                q?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows as a file. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    exportUnits: {
        parameters: {
            query?: {
                /** @description csv, xlsx or jsonl. */
                format?: components["schemas"]["ExportFormat"];
                /** @description Of csv: add filters and time behind the last row; a spreadsheet has them anyway. */
                about?: boolean;
                code?: string | null;
                /** @description Code of a unit: those directly below it. */
                parent?: string | null;
                level?: number | null;
                kind?: components["schemas"]["UnitKind"] | null;
                active?: boolean | null;
                /** @description Part of a name, or the beginning of a code. */
                q?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows as a file. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    exportDeliveries: {
        parameters: {
            query?: {
                /** @description csv, xlsx or jsonl. */
                format?: components["schemas"]["ExportFormat"];
                /** @description Of csv: add filters and time behind the last row; a spreadsheet has them anyway. */
                about?: boolean;
                outcome?: string | null;
                cause?: string | null;
                event_id?: string | null;
                type?: string | null;
                since?: string | null;
                until?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The endpoint's id. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows as a file. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readLinkedForm: {
        parameters: {
            query?: {
                language?: "zh" | "en";
                /** @description A page for the browser's printer, or PDF. */
                format?: "html" | "pdf";
            };
            header?: never;
            path: {
                /** @description From `…/form/links`. */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The form. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readHoldings: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldingsIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldingsOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listIncidents: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    inviteMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewInvitationOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The invitation's id. */
                invitation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    reportJointTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version the change is decided on, as `"7"`; otherwise 412. */
                "If-Match"?: string | null;
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The joint task's id. */
                joint_task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReportIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    waiveJointTask: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version the change is decided on, as `"7"`; otherwise 412. */
                "If-Match"?: string | null;
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The joint task's id. */
                joint_task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaiveIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listKeys: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Code of a unit: keys made for it. */
                unit?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKeyOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The key's id; not the key. */
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarningsOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listMembers: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Code of a unit: home, or where a role is held. */
                unit?: string | null;
                role?: components["schemas"]["Role"] | null;
                active?: boolean | null;
                /** @description Part of a name. */
                q?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    createMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    importMembers: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptsOut"];
                };
            };
            /** @description The file has more than a thousand lines: it is left to the engine, as an operation to watch. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The member's id. */
                member_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    changeMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The member's id. */
                member_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedMemberOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    giveRole: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The member's id. */
                member_id: string;
                /** @description The id of the unit where the role is held. */
                unit_id: string;
                role: components["schemas"]["Role"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    takeRole: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The member's id. */
                member_id: string;
                /** @description The id of the unit where the role is held. */
                unit_id: string;
                role: components["schemas"]["Role"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarningsOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    endSessionsOfMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The member's id. */
                member_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listOperations: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readOperation: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The operation's id. */
                operation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    cancelOperation: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The operation's id. */
                operation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readReceipts: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                outcome?: ("accepted" | "refused") | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The operation's id. */
                operation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listOpinions: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Code of a unit: opinions received in its subtree. */
                unit?: string | null;
                /** @description With its parts; unclassified ones by first suggestion. */
                category?: string | null;
                /** @description If left out: the inbox; with similar_to, all of them. */
                status?: ("inbox" | "attached" | "dismissed") | null;
                /** @description Id of an opinion: likest first. */
                similar_to?: string | null;
                /** @description What stands in title or content: all of what spaces part. Not with similar_to. */
                q?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListedOpinionPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    registerOpinion: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpinionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpinionOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    importOpinions: {
        parameters: {
            query?: {
                /** @description The unit of lines that name none; else the caller's. */
                unit_id?: string | null;
                /** @description The same by its code. */
                unit_code?: string | null;
                /** @description The source of lines that name none. */
                source?: components["schemas"]["Source"];
                /** @description Within which external references are unique; else the unit's own files. */
                source_system?: string | null;
                /** @description `HEADING=FIELD`, for a heading that is not known. */
                map?: string[];
            };
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/jsonl": string;
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readOpinion: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The opinion's id. */
                opinion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpinionOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listOpinionAttachments: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The opinion's id. */
                opinion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    attachToOpinion: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The opinion's id. */
                opinion_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttachmentIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    sendTrackingCode: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The opinion's id. */
                opinion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeMessageOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The opinion's id. */
                opinion_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listContactReads: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The opinion's id. */
                opinion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactReadsOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    dismissOpinion: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The opinion's id. */
                opinion_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpinionOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    requestErasure: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The opinion's id. */
                opinion_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasureIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    printTrackingSlip: {
        parameters: {
            query?: {
                language?: "zh" | "en";
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The opinion's id. */
                opinion_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SlipIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    answerOrder: {
        parameters: {
            query?: {
                /** @description Say what would happen, and change nothing. */
                validate_only?: boolean;
            };
            header?: {
                /** @description The version the change is decided on, as `"7"`; otherwise 412. */
                "If-Match"?: string | null;
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The order's id. */
                order_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listPolicies: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionsOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    publishPolicy: {
        parameters: {
            query?: {
                /** @description What this version takes back is meant. */
                confirm?: boolean;
            };
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: components["schemas"]["JsonValue"];
                };
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readPolicy: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The version. */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    reportBreached: {
        parameters: {
            query?: {
                /** @description Code of a unit: tickets held or received in its subtree. */
                unit?: string | null;
                /** @description Id of the unit that has to act now. */
                holder?: string | null;
                /** @description Id of the unit that received the matter first. */
                origin?: string | null;
                /** @description Code of a unit: tickets that it holds or handles, or is asked to help with. */
                department?: string | null;
                /** @description Id of the member who works on it. */
                assignee?: string | null;
                /** @description Assigned to the member to whom the key belongs. */
                mine?: true | null;
                /** @description May be repeated. */
                state?: string[] | null;
                level?: number | null;
                /** @description A promise is broken right now. */
                overdue?: boolean | null;
                /** @description A promise was broken, now or at any time. */
                ever_breached?: boolean | null;
                /** @description The first promise was broken then or later. */
                breached_since?: string | null;
                /** @description The first promise was broken before then. */
                breached_until?: string | null;
                warning?: ("yellow" | "orange" | "red") | null;
                /** @description The same as `due_until`. */
                due_before?: string | null;
                /** @description Open, and the next promise is due then or later. */
                due_since?: string | null;
                /** @description Open, and the next promise is due before then. */
                due_until?: string | null;
                created_since?: string | null;
                /** @description Before then. */
                created_until?: string | null;
                updated_since?: string | null;
                closed_since?: string | null;
                /** @description Before then. */
                closed_until?: string | null;
                /** @description The clock sent it up, once or more. */
                climbed_by_clock?: boolean | null;
                /** @description It climbed so many levels or more. */
                escalations_min?: number | null;
                /** @description Overdue at the top, where nobody is above. */
                stuck?: boolean | null;
                problem?: boolean | null;
                key_task?: boolean | null;
                open?: boolean | null;
                /** @description With its parts. */
                category?: string | null;
                urgency?: ("routine" | "urgent" | "critical") | null;
                difficulty?: ("simple" | "moderate" | "hard") | null;
                /** @description Where the matter came from. */
                source?: components["schemas"]["Source"] | null;
                source_system?: string | null;
                external_ref?: string | null;
                /** @description A number, or what stands in title and content: all of what spaces part. */
                q?: string | null;
                /** @description The first moment that counts. */
                since?: string | null;
                /** @description The first moment that counts no more. */
                until?: string | null;
                group_by?: "unit" | "holder" | "origin" | "department" | "level" | "category" | "main_category" | "urgency" | "difficulty" | "state" | "source" | "week" | "month" | "lapse";
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BreachedReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    reportClimbed: {
        parameters: {
            query?: {
                /** @description Code of a unit: what was given to its subtree. */
                unit?: string | null;
                /** @description Id of the unit that has to act now. */
                holder?: string | null;
                /** @description Id of the unit that received the matter first. */
                origin?: string | null;
                /** @description Code of a unit: tickets that it holds or handles, or is asked to help with. */
                department?: string | null;
                /** @description Id of the member who works on it. */
                assignee?: string | null;
                /** @description Assigned to the member to whom the key belongs. */
                mine?: true | null;
                /** @description May be repeated. */
                state?: string[] | null;
                level?: number | null;
                /** @description A promise is broken right now. */
                overdue?: boolean | null;
                /** @description A promise was broken, now or at any time. */
                ever_breached?: boolean | null;
                /** @description The first promise was broken then or later. */
                breached_since?: string | null;
                /** @description The first promise was broken before then. */
                breached_until?: string | null;
                warning?: ("yellow" | "orange" | "red") | null;
                /** @description The same as `due_until`. */
                due_before?: string | null;
                /** @description Open, and the next promise is due then or later. */
                due_since?: string | null;
                /** @description Open, and the next promise is due before then. */
                due_until?: string | null;
                created_since?: string | null;
                /** @description Before then. */
                created_until?: string | null;
                updated_since?: string | null;
                closed_since?: string | null;
                /** @description Before then. */
                closed_until?: string | null;
                /** @description The clock sent it up, once or more. */
                climbed_by_clock?: boolean | null;
                /** @description It climbed so many levels or more. */
                escalations_min?: number | null;
                /** @description Overdue at the top, where nobody is above. */
                stuck?: boolean | null;
                problem?: boolean | null;
                key_task?: boolean | null;
                open?: boolean | null;
                /** @description With its parts. */
                category?: string | null;
                urgency?: ("routine" | "urgent" | "critical") | null;
                difficulty?: ("simple" | "moderate" | "hard") | null;
                /** @description Where the matter came from. */
                source?: components["schemas"]["Source"] | null;
                source_system?: string | null;
                external_ref?: string | null;
                /** @description A number, or what stands in title and content: all of what spaces part. */
                q?: string | null;
                /** @description The first moment that counts. */
                since?: string | null;
                /** @description The first moment that counts no more. */
                until?: string | null;
                group_by?: "unit" | "holder" | "origin" | "department" | "level" | "category" | "main_category" | "urgency" | "difficulty" | "state" | "source" | "week" | "month" | "lapse" | "climbed_to";
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClimbedReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    reportLapsed: {
        parameters: {
            query?: {
                /** @description Code of a unit: limits that passed in its subtree. */
                unit?: string | null;
                /** @description Id of the unit that has to act now. */
                holder?: string | null;
                /** @description Id of the unit that received the matter first. */
                origin?: string | null;
                /** @description Code of a unit: tickets that it holds or handles, or is asked to help with. */
                department?: string | null;
                /** @description Id of the member who works on it. */
                assignee?: string | null;
                /** @description Assigned to the member to whom the key belongs. */
                mine?: true | null;
                /** @description May be repeated. */
                state?: string[] | null;
                level?: number | null;
                /** @description A promise is broken right now. */
                overdue?: boolean | null;
                /** @description A promise was broken, now or at any time. */
                ever_breached?: boolean | null;
                /** @description The first promise was broken then or later. */
                breached_since?: string | null;
                /** @description The first promise was broken before then. */
                breached_until?: string | null;
                warning?: ("yellow" | "orange" | "red") | null;
                /** @description The same as `due_until`. */
                due_before?: string | null;
                /** @description Open, and the next promise is due then or later. */
                due_since?: string | null;
                /** @description Open, and the next promise is due before then. */
                due_until?: string | null;
                created_since?: string | null;
                /** @description Before then. */
                created_until?: string | null;
                updated_since?: string | null;
                closed_since?: string | null;
                /** @description Before then. */
                closed_until?: string | null;
                /** @description The clock sent it up, once or more. */
                climbed_by_clock?: boolean | null;
                /** @description It climbed so many levels or more. */
                escalations_min?: number | null;
                /** @description Overdue at the top, where nobody is above. */
                stuck?: boolean | null;
                problem?: boolean | null;
                key_task?: boolean | null;
                open?: boolean | null;
                /** @description With its parts. */
                category?: string | null;
                urgency?: ("routine" | "urgent" | "critical") | null;
                difficulty?: ("simple" | "moderate" | "hard") | null;
                /** @description Where the matter came from. */
                source?: components["schemas"]["Source"] | null;
                source_system?: string | null;
                external_ref?: string | null;
                /** @description A number, or what stands in title and content: all of what spaces part. */
                q?: string | null;
                /** @description The first moment that counts. */
                since?: string | null;
                /** @description The first moment that counts no more. */
                until?: string | null;
                group_by?: "unit" | "holder" | "origin" | "department" | "level" | "category" | "main_category" | "urgency" | "difficulty" | "state" | "source" | "week" | "month" | "lapse";
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LapsedReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    reportOnTime: {
        parameters: {
            query: {
                /** @description Code of a unit: tickets held or received in its subtree. */
                unit?: string | null;
                /** @description Id of the unit that has to act now. */
                holder?: string | null;
                /** @description Id of the unit that received the matter first. */
                origin?: string | null;
                /** @description Code of a unit: tickets that it holds or handles, or is asked to help with. */
                department?: string | null;
                /** @description Id of the member who works on it. */
                assignee?: string | null;
                /** @description Assigned to the member to whom the key belongs. */
                mine?: true | null;
                /** @description May be repeated. */
                state?: string[] | null;
                level?: number | null;
                /** @description A promise is broken right now. */
                overdue?: boolean | null;
                /** @description A promise was broken, now or at any time. */
                ever_breached?: boolean | null;
                /** @description The first promise was broken then or later. */
                breached_since?: string | null;
                /** @description The first promise was broken before then. */
                breached_until?: string | null;
                warning?: ("yellow" | "orange" | "red") | null;
                /** @description The same as `due_until`. */
                due_before?: string | null;
                /** @description Open, and the next promise is due then or later. */
                due_since?: string | null;
                /** @description Open, and the next promise is due before then. */
                due_until?: string | null;
                created_since?: string | null;
                /** @description Before then. */
                created_until?: string | null;
                updated_since?: string | null;
                closed_since?: string | null;
                /** @description Before then. */
                closed_until?: string | null;
                /** @description The clock sent it up, once or more. */
                climbed_by_clock?: boolean | null;
                /** @description It climbed so many levels or more. */
                escalations_min?: number | null;
                /** @description Overdue at the top, where nobody is above. */
                stuck?: boolean | null;
                problem?: boolean | null;
                key_task?: boolean | null;
                open?: boolean | null;
                /** @description With its parts. */
                category?: string | null;
                urgency?: ("routine" | "urgent" | "critical") | null;
                difficulty?: ("simple" | "moderate" | "hard") | null;
                /** @description Where the matter came from. */
                source?: components["schemas"]["Source"] | null;
                source_system?: string | null;
                external_ref?: string | null;
                /** @description A number, or what stands in title and content: all of what spaces part. */
                q?: string | null;
                basis?: components["schemas"]["Basis"];
                /** @description The first moment that counts. */
                since: string;
                /** @description The first moment that counts no more. */
                until?: string | null;
                group_by?: "unit" | "holder" | "origin" | "department" | "level" | "category" | "main_category" | "urgency" | "difficulty" | "state" | "source" | "week" | "month";
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OnTimeReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    reportOverdue: {
        parameters: {
            query?: {
                /** @description Code of a unit: tickets held or received in its subtree. */
                unit?: string | null;
                /** @description Id of the unit that has to act now. */
                holder?: string | null;
                /** @description Id of the unit that received the matter first. */
                origin?: string | null;
                /** @description Code of a unit: tickets that it holds or handles, or is asked to help with. */
                department?: string | null;
                /** @description Id of the member who works on it. */
                assignee?: string | null;
                /** @description Assigned to the member to whom the key belongs. */
                mine?: true | null;
                /** @description May be repeated. */
                state?: string[] | null;
                level?: number | null;
                /** @description A promise is broken right now. */
                overdue?: boolean | null;
                /** @description A promise was broken, now or at any time. */
                ever_breached?: boolean | null;
                /** @description The first promise was broken then or later. */
                breached_since?: string | null;
                /** @description The first promise was broken before then. */
                breached_until?: string | null;
                warning?: ("yellow" | "orange" | "red") | null;
                /** @description The same as `due_until`. */
                due_before?: string | null;
                /** @description Open, and the next promise is due then or later. */
                due_since?: string | null;
                /** @description Open, and the next promise is due before then. */
                due_until?: string | null;
                created_since?: string | null;
                /** @description Before then. */
                created_until?: string | null;
                updated_since?: string | null;
                closed_since?: string | null;
                /** @description Before then. */
                closed_until?: string | null;
                /** @description The clock sent it up, once or more. */
                climbed_by_clock?: boolean | null;
                /** @description It climbed so many levels or more. */
                escalations_min?: number | null;
                /** @description Overdue at the top, where nobody is above. */
                stuck?: boolean | null;
                problem?: boolean | null;
                key_task?: boolean | null;
                open?: boolean | null;
                /** @description With its parts. */
                category?: string | null;
                urgency?: ("routine" | "urgent" | "critical") | null;
                difficulty?: ("simple" | "moderate" | "hard") | null;
                /** @description Where the matter came from. */
                source?: components["schemas"]["Source"] | null;
                source_system?: string | null;
                external_ref?: string | null;
                /** @description A number, or what stands in title and content: all of what spaces part. */
                q?: string | null;
                group_by?: "unit" | "holder" | "origin" | "department" | "level" | "category" | "main_category" | "urgency" | "difficulty" | "state" | "source" | "week" | "month";
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OverdueReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    decideRequest: {
        parameters: {
            query?: {
                /** @description Say what would happen, and change nothing. */
                validate_only?: boolean;
            };
            header?: {
                /** @description The version the change is decided on, as `"7"`; otherwise 412. */
                "If-Match"?: string | null;
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The request's id. */
                request_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    advanceSandboxClock: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdvanceIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxClockOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    endSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session's id. */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listSignInWays: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaysOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    signInByPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedInOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    signInByInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedInOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    joinByInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    changePost: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChooseIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CsrfOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listStaffingGaps: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description What is missing. */
                kind?: components["schemas"]["GapKind"];
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffingGapPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    submitOpinion: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmissionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubmissionOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listTeams: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Code of a unit: its own teams. */
                unit?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    createTeam: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TeamIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readTeam: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The team's id. */
                team_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    putTeamMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The team's id. */
                team_id: string;
                /** @description The member's id. */
                member_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServiceIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    removeTeamMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The team's id. */
                team_id: string;
                /** @description The member's id. */
                member_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listTickets: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Code of a unit: tickets held or received in its subtree. */
                unit?: string | null;
                /** @description Id of the unit that has to act now. */
                holder?: string | null;
                /** @description Id of the unit that received the matter first. */
                origin?: string | null;
                /** @description Code of a unit: tickets that it holds or handles, or is asked to help with. */
                department?: string | null;
                /** @description Id of the member who works on it. */
                assignee?: string | null;
                /** @description Assigned to the member to whom the key belongs. */
                mine?: true | null;
                /** @description May be repeated. */
                state?: string[] | null;
                level?: number | null;
                /** @description A promise is broken right now. */
                overdue?: boolean | null;
                /** @description A promise was broken, now or at any time. */
                ever_breached?: boolean | null;
                /** @description The first promise was broken then or later. */
                breached_since?: string | null;
                /** @description The first promise was broken before then. */
                breached_until?: string | null;
                warning?: ("yellow" | "orange" | "red") | null;
                /** @description The same as `due_until`. */
                due_before?: string | null;
                /** @description Open, and the next promise is due then or later. */
                due_since?: string | null;
                /** @description Open, and the next promise is due before then. */
                due_until?: string | null;
                created_since?: string | null;
                /** @description Before then. */
                created_until?: string | null;
                updated_since?: string | null;
                closed_since?: string | null;
                /** @description Before then. */
                closed_until?: string | null;
                /** @description The clock sent it up, once or more. */
                climbed_by_clock?: boolean | null;
                /** @description It climbed so many levels or more. */
                escalations_min?: number | null;
                /** @description Overdue at the top, where nobody is above. */
                stuck?: boolean | null;
                problem?: boolean | null;
                key_task?: boolean | null;
                open?: boolean | null;
                /** @description With its parts. */
                category?: string | null;
                urgency?: ("routine" | "urgent" | "critical") | null;
                difficulty?: ("simple" | "moderate" | "hard") | null;
                /** @description Where the matter came from. */
                source?: components["schemas"]["Source"] | null;
                source_system?: string | null;
                external_ref?: string | null;
                /** @description A number, or what stands in title and content: all of what spaces part. */
                q?: string | null;
                sort?: components["schemas"]["Sort"];
                /** @description Adds `total`, counting to 10,000 at most. */
                count?: "capped" | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    formTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormedOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    importHistory: {
        parameters: {
            query: {
                /** @description Which system it comes from; references are unique within it. */
                source_system: string;
                /** @description The unit of lines that name none; else the caller's. */
                unit_id?: string | null;
                /** @description The same by its code. */
                unit_code?: string | null;
                /** @description The source of lines that name none. */
                source?: components["schemas"]["Source"];
                /** @description `HEADING=FIELD`, for a heading that is not known. */
                map?: string[];
            };
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/jsonl": string;
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version already known, as `"7"`; then 304 without a body. */
                "If-None-Match"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The ticket's id. */
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketOut"];
                };
            };
            /** @description The caller knows this version already. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listActions: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The ticket's id. */
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionsOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listActionCandidates: {
        parameters: {
            query: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description A field of the action that has candidates. */
                field: string;
                /** @description Part of a name or text, or the beginning of a code. */
                q?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The ticket's id. */
                ticket_id: string;
                /** @description The action, as `GET …/actions` names it. */
                action: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CandidatePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listTicketAttachments: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The ticket's id. */
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    attachToTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The ticket's id. */
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttachmentIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readTicketClock: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The ticket's id. */
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listTicketEvents: {
        parameters: {
            query?: {
                /** @description The `sequence` of the last event already known. */
                after?: number;
                limit?: number;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The ticket's id. */
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    printTicket: {
        parameters: {
            query?: {
                language?: "zh" | "en";
                /** @description A page for the browser's printer, or PDF. */
                format?: "html" | "pdf";
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The ticket's id. */
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The form. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    linkForm: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The ticket's id. */
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormLinkOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listHandOvers: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The ticket's id. */
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandOverPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listJointTasks: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The ticket's id. */
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JointTaskPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listOrders: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The ticket's id. */
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listRequests: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The ticket's id. */
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    moveTicket: {
        parameters: {
            query?: {
                /** @description Say what would happen, and change nothing. */
                validate_only?: boolean;
            };
            header?: {
                /** @description The version the change is decided on, as `"7"`; otherwise 412. */
                "If-Match"?: string | null;
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The ticket's id. */
                ticket_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransitionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MovedOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DevicePage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    refreshToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id under which a phone is signed in. */
                token_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    trackOpinion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrackIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrackOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    giveFeedback: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeedbackIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listUnits: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Code of a unit: this one. */
                code?: string | null;
                /** @description Code of a unit: those directly below it. */
                parent?: string | null;
                /** @description Whether nobody is above it. */
                roots?: boolean | null;
                /** @description Code of a unit: those above it, the topmost first, all on one page. */
                ancestors?: string | null;
                /** @description Code of a unit: this one and all below it, each behind those above it. */
                within?: string | null;
                level?: number | null;
                kind?: components["schemas"]["UnitKind"] | null;
                active?: boolean | null;
                /** @description Part of a name, or the beginning of a code. */
                q?: string | null;
                /** @description `match`: whom somebody means who types `q`, the best first, on one page: the code or name is this, begins with it, has it inside; pinyin counts too, whole or its first letters. */
                sort?: "code" | "match";
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    createUnit: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    importUnits: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                "text/csv": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptsOut"];
                };
            };
            /** @description The file has more than a thousand lines: it is left to the engine, as an operation to watch. */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readUnit: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version already known, as `"7"`; then 304 without a body. */
                "If-None-Match"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The unit's id. */
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitOut"];
                };
            };
            /** @description The caller knows this version already. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    dissolveUnit: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version the change is decided on, as `"7"`; otherwise 412. */
                "If-Match"?: string | null;
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The unit's id. */
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DissolveIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    moveUnit: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version the change is decided on, as `"7"`; otherwise 412. */
                "If-Match"?: string | null;
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The unit's id. */
                unit_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readVocabulary: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version already known, as `"7"`; then 304 without a body. */
                "If-None-Match"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VocabularyOut"];
                };
            };
            /** @description The caller knows these words already. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                /** @description Code of a unit: endpoints of it. */
                unit?: string | null;
                state?: ("active" | "paused" | "disabled") | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    createWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndpointIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewEndpointOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version already known, as `"7"`; then 304 without a body. */
                "If-None-Match"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The endpoint's id. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointOut"];
                };
            };
            /** @description The caller knows this version already. */
            304: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    deleteWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version the change is decided on, as `"7"`; otherwise 412. */
                "If-Match"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The endpoint's id. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    changeWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version the change is decided on, as `"7"`; otherwise 412. */
                "If-Match"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The endpoint's id. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndpointPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listDeadDeliveries: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The endpoint's id. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadDeliveryPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
                outcome?: string | null;
                cause?: string | null;
                event_id?: string | null;
                type?: string | null;
                since?: string | null;
                until?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The endpoint's id. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttemptPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The endpoint's id. */
                endpoint_id: string;
                /** @description The event's id, as in `webhook-id`. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    retryDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The endpoint's id. */
                endpoint_id: string;
                /** @description The event's id, as in `webhook-id`. */
                event_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResentOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readWebhookKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The endpoint's id. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JwkSetOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    pingWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The endpoint's id. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnsweredOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    probeWebhookEndpoint: {
        parameters: {
            query?: {
                /** @description Send again what failed, if the ping is taken. */
                resend_failed?: boolean;
            };
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The endpoint's id. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProbeOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    replayEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The endpoint's id. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayIn"];
            };
        };
        responses: {
            /** @description They were only counted. */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountOut"];
                };
            };
            /** @description Successful Response */
            202: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    cancelReplay: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The endpoint's id. */
                endpoint_id: string;
                /** @description The operation's id. */
                operation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listSecrets: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The endpoint's id. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretsOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    addSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The endpoint's id. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecretIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewSecretOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    expireSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The endpoint's id. */
                endpoint_id: string;
                /** @description The secret's id; not the secret. */
                secret_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readWebhookStatistics: {
        parameters: {
            query?: {
                /** @description How far back. */
                hours?: number;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The endpoint's id. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatisticsOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    sendExampleEvent: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The endpoint's id. */
                endpoint_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExampleIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnsweredOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    countWork: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listWork: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next_cursor` of the page before. */
                cursor?: string | null;
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description Why it waits. */
                kind: components["schemas"]["WorkKind"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkItemPage"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    listWorkflows: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionsOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    publishWorkflow: {
        parameters: {
            query?: {
                /** @description What this version takes back is meant. */
                confirm?: boolean;
            };
            header?: {
                /** @description 1 to 255 visible ASCII characters. Repeating a request with its key never does the work twice. */
                "Idempotency-Key"?: string | null;
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: components["schemas"]["JsonValue"];
                };
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    readWorkflow: {
        parameters: {
            query?: never;
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The version. */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentOut"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    drawWorkflow: {
        parameters: {
            query?: {
                /** @description Of the names in the drawing. */
                language?: "zh" | "en";
            };
            header?: {
                /** @description As which of their posts somebody acts: `member/unit/role`, or the member's id if that says it; `GET /v1/me` lists them. Who holds one post only need not say it; a key stands for its own. */
                "Acting-As"?: components["parameters"]["ActingAs"];
            };
            path: {
                /** @description The version. */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "text/vnd.mermaid": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["UnprocessableContent"];
            429: components["responses"]["TooManyRequests"];
            /** @description Refused, or not possible just now. */
            default: components["responses"]["Problem"];
        };
    };
    webhook_delivery_exhausted: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["DeliveryExhaustedEvent"];
                };
                "application/json": components["schemas"]["DeliveryExhaustedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_endpoint_disabled: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["EndpointDisabledEvent"];
                };
                "application/json": components["schemas"]["EndpointDisabledEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_endpoint_failing: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["EndpointFailingEvent"];
                };
                "application/json": components["schemas"]["EndpointFailingEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_endpoint_recovered: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["EndpointRecoveredEvent"];
                };
                "application/json": components["schemas"]["EndpointRecoveredEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_joint_task_reported: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["JointTaskReportedEvent"];
                };
                "application/json": components["schemas"]["JointTaskReportedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_joint_task_requested: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["JointTaskRequestedEvent"];
                };
                "application/json": components["schemas"]["JointTaskRequestedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_joint_task_superseded: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["JointTaskSupersededEvent"];
                };
                "application/json": components["schemas"]["JointTaskSupersededEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_joint_task_waived: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["JointTaskWaivedEvent"];
                };
                "application/json": components["schemas"]["JointTaskWaivedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_opinion_attached: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["OpinionAttachedEvent"];
                };
                "application/json": components["schemas"]["OpinionAttachedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_opinion_attachment_added: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["OpinionAttachmentAddedEvent"];
                };
                "application/json": components["schemas"]["OpinionAttachmentAddedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_opinion_attachment_removed: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["OpinionAttachmentRemovedEvent"];
                };
                "application/json": components["schemas"]["OpinionAttachmentRemovedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_opinion_code_given: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["OpinionCodeGivenEvent"];
                };
                "application/json": components["schemas"]["OpinionCodeGivenEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_opinion_code_ready: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["OpinionCodeReadyEvent"];
                };
                "application/json": components["schemas"]["OpinionCodeReadyEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_opinion_contact_read: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["OpinionContactReadEvent"];
                };
                "application/json": components["schemas"]["OpinionContactReadEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_opinion_dismissed: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["OpinionDismissedEvent"];
                };
                "application/json": components["schemas"]["OpinionDismissedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_opinion_erased: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["OpinionErasedEvent"];
                };
                "application/json": components["schemas"]["OpinionErasedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_opinion_received: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["OpinionReceivedEvent"];
                };
                "application/json": components["schemas"]["OpinionReceivedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_archived: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketArchivedEvent"];
                };
                "application/json": components["schemas"]["TicketArchivedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_assigned: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketAssignedEvent"];
                };
                "application/json": components["schemas"]["TicketAssignedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_attachment_added: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketAttachmentAddedEvent"];
                };
                "application/json": components["schemas"]["TicketAttachmentAddedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_attachment_removed: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketAttachmentRemovedEvent"];
                };
                "application/json": components["schemas"]["TicketAttachmentRemovedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_audit_failed: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketAuditFailedEvent"];
                };
                "application/json": components["schemas"]["TicketAuditFailedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_audit_passed: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketAuditPassedEvent"];
                };
                "application/json": components["schemas"]["TicketAuditPassedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_call_tried: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketCallTriedEvent"];
                };
                "application/json": components["schemas"]["TicketCallTriedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_commented: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketCommentedEvent"];
                };
                "application/json": components["schemas"]["TicketCommentedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_confirmed: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketConfirmedEvent"];
                };
                "application/json": components["schemas"]["TicketConfirmedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_coordinated: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketCoordinatedEvent"];
                };
                "application/json": components["schemas"]["TicketCoordinatedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_coordination_finished: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketCoordinationFinishedEvent"];
                };
                "application/json": components["schemas"]["TicketCoordinationFinishedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_created: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketCreatedEvent"];
                };
                "application/json": components["schemas"]["TicketCreatedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_dispatched: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketDispatchedEvent"];
                };
                "application/json": components["schemas"]["TicketDispatchedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_erased: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketErasedEvent"];
                };
                "application/json": components["schemas"]["TicketErasedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_escalated: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketEscalatedEvent"];
                };
                "application/json": components["schemas"]["TicketEscalatedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_extended: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketExtendedEvent"];
                };
                "application/json": components["schemas"]["TicketExtendedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_extension_refused: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketExtensionRefusedEvent"];
                };
                "application/json": components["schemas"]["TicketExtensionRefusedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_extension_requested: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketExtensionRequestedEvent"];
                };
                "application/json": components["schemas"]["TicketExtensionRequestedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_handed_down: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketHandedDownEvent"];
                };
                "application/json": components["schemas"]["TicketHandedDownEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_imported: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketImportedEvent"];
                };
                "application/json": components["schemas"]["TicketImportedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_merged: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketMergedEvent"];
                };
                "application/json": components["schemas"]["TicketMergedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_merged_from: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketMergedFromEvent"];
                };
                "application/json": components["schemas"]["TicketMergedFromEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_objected: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketObjectedEvent"];
                };
                "application/json": components["schemas"]["TicketObjectedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_objection_accepted: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketObjectionAcceptedEvent"];
                };
                "application/json": components["schemas"]["TicketObjectionAcceptedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_objection_refused: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketObjectionRefusedEvent"];
                };
                "application/json": components["schemas"]["TicketObjectionRefusedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_order_answered: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketOrderAnsweredEvent"];
                };
                "application/json": components["schemas"]["TicketOrderAnsweredEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_overdue: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketOverdueEvent"];
                };
                "application/json": components["schemas"]["TicketOverdueEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_parked: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketParkedEvent"];
                };
                "application/json": components["schemas"]["TicketParkedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_parking_refused: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketParkingRefusedEvent"];
                };
                "application/json": components["schemas"]["TicketParkingRefusedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_parking_requested: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketParkingRequestedEvent"];
                };
                "application/json": components["schemas"]["TicketParkingRequestedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_problem_flagged: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketProblemFlaggedEvent"];
                };
                "application/json": components["schemas"]["TicketProblemFlaggedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_recalled: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketRecalledEvent"];
                };
                "application/json": components["schemas"]["TicketRecalledEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_reclassified: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketReclassifiedEvent"];
                };
                "application/json": components["schemas"]["TicketReclassifiedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_redone: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketRedoneEvent"];
                };
                "application/json": components["schemas"]["TicketRedoneEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_rejected: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketRejectedEvent"];
                };
                "application/json": components["schemas"]["TicketRejectedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_released: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketReleasedEvent"];
                };
                "application/json": components["schemas"]["TicketReleasedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_reopened: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketReopenedEvent"];
                };
                "application/json": components["schemas"]["TicketReopenedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_rescheduled: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketRescheduledEvent"];
                };
                "application/json": components["schemas"]["TicketRescheduledEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_resolved: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketResolvedEvent"];
                };
                "application/json": components["schemas"]["TicketResolvedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_resumed: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketResumedEvent"];
                };
                "application/json": components["schemas"]["TicketResumedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_scope_left: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketScopeLeftEvent"];
                };
                "application/json": components["schemas"]["TicketScopeLeftEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_signed: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketSignedEvent"];
                };
                "application/json": components["schemas"]["TicketSignedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_stuck_at_top: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketStuckAtTopEvent"];
                };
                "application/json": components["schemas"]["TicketStuckAtTopEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_succeeded: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketSucceededEvent"];
                };
                "application/json": components["schemas"]["TicketSucceededEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_supervised: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketSupervisedEvent"];
                };
                "application/json": components["schemas"]["TicketSupervisedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_terminated: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketTerminatedEvent"];
                };
                "application/json": components["schemas"]["TicketTerminatedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_termination_refused: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketTerminationRefusedEvent"];
                };
                "application/json": components["schemas"]["TicketTerminationRefusedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_termination_requested: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketTerminationRequestedEvent"];
                };
                "application/json": components["schemas"]["TicketTerminationRequestedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_transferred: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketTransferredEvent"];
                };
                "application/json": components["schemas"]["TicketTransferredEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_urged: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketUrgedEvent"];
                };
                "application/json": components["schemas"]["TicketUrgedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_ticket_warned: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["TicketWarnedEvent"];
                };
                "application/json": components["schemas"]["TicketWarnedEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_webhook_ping: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["WebhookPingEvent"];
                };
                "application/json": components["schemas"]["WebhookPingEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
    webhook_webhook_test: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same in every attempt. */
                "webhook-id": components["parameters"]["webhook-id"];
                /** @description When this attempt was made, in seconds since 1970. */
                "webhook-timestamp": components["parameters"]["webhook-timestamp"];
                /** @description One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over `{webhook-id}.{webhook-timestamp}.{body}`. */
                "webhook-signature": components["parameters"]["webhook-signature"];
                /** @description Which attempt this is, from 1. */
                "webhook-attempt": components["parameters"]["webhook-attempt"];
                /** @description The type, as in the body. */
                "webhook-event-type": components["parameters"]["webhook-event-type"];
                /** @description To which endpoint this is sent. */
                "webhook-endpoint-id": components["parameters"]["webhook-endpoint-id"];
                /** @description This program and its version. */
                "user-agent": components["parameters"]["user-agent"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/cloudevents+json": components["schemas"]["CloudEvent"] & {
                    data?: components["schemas"]["WebhookTestEvent"];
                };
                "application/json": components["schemas"]["WebhookTestEvent"];
            };
        };
        responses: {
            410: components["responses"]["WebhookGone"];
            429: components["responses"]["WebhookLater"];
            503: components["responses"]["WebhookLater"];
            "2XX": components["responses"]["WebhookReceived"];
            default: components["responses"]["WebhookFailed"];
        };
    };
}
type WithRequired<T, K extends keyof T> = T & {
    [P in K]-?: T[P];
};
