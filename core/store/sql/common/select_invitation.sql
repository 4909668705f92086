SELECT account.user_name FROM invitation JOIN account ON account.key = invitation.account
WHERE account.tenant = :tenant AND code_hash = :code_hash AND expires_at > :now
