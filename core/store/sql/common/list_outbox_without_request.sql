SELECT {outbox_columns} FROM {outbox_tables}
WHERE notice.tenant = :tenant AND notice.request IS NULL
ORDER BY notice.key DESC, outbox.key LIMIT :limit
