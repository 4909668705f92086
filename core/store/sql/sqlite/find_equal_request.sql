SELECT key FROM request WHERE tenant = :tenant AND id = :id
    AND reference IS :reference COLLATE BINARY AND service IS :service AND reason IS :reason AND requestor IS :requestor
    AND duration IS :duration AND state IS :state AND submitted_at IS :submitted_at AND authorized_by IS :authorized_by
    AND authorized_at IS :authorized_at AND notified_at IS :notified_at AND expires_at IS :expires_at AND approval_required IS :approval_required
    AND decided_by IS :decided_by AND decided_name IS :decided_name AND decided_role IS :decided_role AND decided_at IS :decided_at
    AND comment IS :comment AND access_start IS :access_start AND access_end IS :access_end AND ended_by IS :ended_by
    AND deadline IS :deadline
