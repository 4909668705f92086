#include "core/remote/servicecaller.h"

#include "core/domain/validation.h"

namespace lockbox {

Result<void> ServiceCaller::checkSearch(const QString &search)
{
    const auto text = checkOptionalText(QStringLiteral("search"), search, TextLimits::search);
    return text ? Result<void>() : failure(text);
}

Result<void> ServiceCaller::check(const Session &session) const
{
    if (isSameUser(session.userPrincipalName, m_access->userPrincipalName()))
        return {};
    return failure(ErrorCode::NotPermitted,
                   QStringLiteral("%1 is signed in, not %2")
                       .arg(m_access->userPrincipalName(), session.userPrincipalName.left(256)));
}

Result<QJsonObject> ServiceCaller::ask(const Session &session, const HttpQuestion &question)
{
    if (auto ok = check(session); !ok)
        return failure(ok);
    const QString path = question.path.section(QLatin1Char('?'), 0, 0);
    if (path.endsWith(QLatin1Char('/')) || path.contains(QStringLiteral("//")))
        return failure(ErrorCode::NotFound, QStringLiteral("there is nothing of that name"));
    return asProved<QJsonObject>([&] { return askForJson(m_client, question); });
}

Result<QByteArray> ServiceCaller::bytes(const Session &session, const HttpQuestion &question)
{
    if (auto ok = check(session); !ok)
        return failure(ok);
    const auto answer = asProved<HttpAnswer>([&] { return askService(m_client, question); });
    return answer ? Result<QByteArray>(answer->body) : failure(answer);
}

} // namespace lockbox
