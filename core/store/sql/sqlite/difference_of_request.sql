WITH stored AS (SELECT * FROM request WHERE tenant = :tenant AND id = :id)
SELECT 'reference', reference, :reference FROM stored WHERE reference IS NOT :reference COLLATE BINARY
UNION ALL SELECT 'service', service, :service FROM stored WHERE service IS NOT :service
UNION ALL SELECT 'reason', reason, :reason FROM stored WHERE reason IS NOT :reason
UNION ALL SELECT 'requestor', requestor, :requestor FROM stored WHERE requestor IS NOT :requestor
UNION ALL SELECT 'duration', duration, :duration FROM stored WHERE duration IS NOT :duration
UNION ALL SELECT 'state', state, :state FROM stored WHERE state IS NOT :state
UNION ALL SELECT 'submitted_at', submitted_at, :submitted_at FROM stored WHERE submitted_at IS NOT :submitted_at
UNION ALL SELECT 'authorized_by', authorized_by, :authorized_by FROM stored WHERE authorized_by IS NOT :authorized_by
UNION ALL SELECT 'authorized_at', authorized_at, :authorized_at FROM stored WHERE authorized_at IS NOT :authorized_at
UNION ALL SELECT 'notified_at', notified_at, :notified_at FROM stored WHERE notified_at IS NOT :notified_at
UNION ALL SELECT 'expires_at', expires_at, :expires_at FROM stored WHERE expires_at IS NOT :expires_at
UNION ALL SELECT 'approval_required', approval_required, :approval_required FROM stored WHERE approval_required IS NOT :approval_required
UNION ALL SELECT 'decided_by', decided_by, :decided_by FROM stored WHERE decided_by IS NOT :decided_by
UNION ALL SELECT 'decided_name', decided_name, :decided_name FROM stored WHERE decided_name IS NOT :decided_name
UNION ALL SELECT 'decided_role', decided_role, :decided_role FROM stored WHERE decided_role IS NOT :decided_role
UNION ALL SELECT 'decided_at', decided_at, :decided_at FROM stored WHERE decided_at IS NOT :decided_at
UNION ALL SELECT 'comment', comment, :comment FROM stored WHERE comment IS NOT :comment
UNION ALL SELECT 'access_start', access_start, :access_start FROM stored WHERE access_start IS NOT :access_start
UNION ALL SELECT 'access_end', access_end, :access_end FROM stored WHERE access_end IS NOT :access_end
UNION ALL SELECT 'ended_by', ended_by, :ended_by FROM stored WHERE ended_by IS NOT :ended_by
UNION ALL SELECT 'deadline', deadline, :deadline FROM stored WHERE deadline IS NOT :deadline
LIMIT 1
