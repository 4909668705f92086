SELECT {outbox_columns} FROM notice JOIN outbox ON outbox.notice = notice.key JOIN request ON request.key = notice.request
WHERE notice.request = :request AND outbox.key < :before AND {delivery} AND {recipient} AND {due}
ORDER BY outbox.key DESC LIMIT :limit
