SELECT outbox.message_id FROM notice JOIN outbox ON outbox.notice = notice.key
WHERE notice.request = :request AND outbox.recipient = :recipient ORDER BY outbox.key LIMIT 1
