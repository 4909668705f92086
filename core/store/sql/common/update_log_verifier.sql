UPDATE log SET verifier = :verifier WHERE tenant = :tenant
