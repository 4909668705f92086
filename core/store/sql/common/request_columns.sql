request.key, id, request.reference, request.service, request.reason, request.requestor, duration, state, submitted_at,
authorized_by, authorized_at, notified_at, expires_at, approval_required,
decided_by, decided_name, decided_role, decided_at, comment, access_start, access_end, ended_by
