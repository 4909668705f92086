SELECT difference.name, difference.stored, difference.expected
FROM request, LATERAL (VALUES
    ('reference', request.reference COLLATE "C", CAST(:reference AS TEXT)),
    ('service', request.service COLLATE "C", CAST(:service AS TEXT)),
    ('reason', request.reason COLLATE "C", CAST(:reason AS TEXT)),
    ('requestor', request.requestor COLLATE "C", CAST(:requestor AS TEXT)),
    ('duration', request.duration::TEXT COLLATE "C", CAST(:duration AS TEXT)),
    ('state', request.state COLLATE "C", CAST(:state AS TEXT)),
    ('submitted_at', request.submitted_at::TEXT COLLATE "C", CAST(:submitted_at AS TEXT)),
    ('authorized_by', request.authorized_by COLLATE "C", CAST(:authorized_by AS TEXT)),
    ('authorized_at', request.authorized_at::TEXT COLLATE "C", CAST(:authorized_at AS TEXT)),
    ('notified_at', request.notified_at::TEXT COLLATE "C", CAST(:notified_at AS TEXT)),
    ('expires_at', request.expires_at::TEXT COLLATE "C", CAST(:expires_at AS TEXT)),
    ('approval_required', request.approval_required::TEXT COLLATE "C", CAST(:approval_required AS TEXT)),
    ('decided_by', request.decided_by COLLATE "C", CAST(:decided_by AS TEXT)),
    ('decided_name', request.decided_name COLLATE "C", CAST(:decided_name AS TEXT)),
    ('decided_role', request.decided_role COLLATE "C", CAST(:decided_role AS TEXT)),
    ('decided_at', request.decided_at::TEXT COLLATE "C", CAST(:decided_at AS TEXT)),
    ('comment', request.comment COLLATE "C", CAST(:comment AS TEXT)),
    ('access_start', request.access_start::TEXT COLLATE "C", CAST(:access_start AS TEXT)),
    ('access_end', request.access_end::TEXT COLLATE "C", CAST(:access_end AS TEXT)),
    ('ended_by', request.ended_by COLLATE "C", CAST(:ended_by AS TEXT)),
    ('deadline', request.deadline::TEXT COLLATE "C", CAST(:deadline AS TEXT))
) AS difference (name, stored, expected)
WHERE request.tenant = :tenant AND request.id = :id AND difference.stored IS DISTINCT FROM difference.expected
LIMIT 1
