SELECT tgname, tgrelid::REGCLASS::TEXT FROM pg_trigger
WHERE NOT tgisinternal AND tgname NOT IN ('event_is_never_changed', 'event_is_never_deleted', 'event_is_never_emptied')
    AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('event')))
