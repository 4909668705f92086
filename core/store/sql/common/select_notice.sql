SELECT body FROM notice WHERE tenant = :tenant AND key = :key
