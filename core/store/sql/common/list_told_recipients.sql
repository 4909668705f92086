SELECT outbox.recipient, outbox.recipient_name, outbox.address FROM notice JOIN outbox ON outbox.notice = notice.key
WHERE notice.request = :request AND notice.kind = 'request.pending' ORDER BY outbox.key
