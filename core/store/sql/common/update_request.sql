UPDATE request
SET state = :state, authorized_by = :authorized_by, authorized_at = :authorized_at, notified_at = :notified_at,
    expires_at = :expires_at, approval_required = :approval_required, decided_by = :decided_by, decided_name = :decided_name,
    decided_role = :decided_role, decided_at = :decided_at, comment = :comment, access_start = :access_start,
    access_end = :access_end, ended_by = :ended_by, deadline = :deadline
WHERE key = :key AND state = :from_state AND (deadline IS NULL OR deadline > :alive_at)
