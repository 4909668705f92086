INSERT INTO request (tenant, id, reference, service, reason, requestor, duration, state, submitted_at, authorized_by, authorized_at,
                     notified_at, expires_at, approval_required, decided_by, decided_name, decided_role, decided_at, comment,
                     access_start, access_end, ended_by, deadline)
VALUES (:tenant, :id, :reference, :service, :reason, :requestor, :duration, :state, :submitted_at, :authorized_by, :authorized_at,
        :notified_at, :expires_at, :approval_required, :decided_by, :decided_name, :decided_role, :decided_at, :comment,
        :access_start, :access_end, :ended_by, :deadline)
{returning_key}
