SELECT outbox.message_id FROM notice JOIN outbox ON outbox.notice = notice.key
WHERE notice.request = :request AND {is_recipient} ORDER BY outbox.key LIMIT 1
