SELECT {outbox_columns} FROM {outbox_tables} WHERE outbox.tenant = :tenant AND outbox.message_id = :message_id
