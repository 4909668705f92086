outbox JOIN notice ON notice.key = outbox.notice LEFT JOIN request ON request.key = notice.request
