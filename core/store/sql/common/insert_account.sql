INSERT INTO account (tenant, user_name, display_name, email, alternate_email, side)
VALUES (:tenant, :user_name, :display_name, :email, :alternate_email, :side)
{returning_key}
