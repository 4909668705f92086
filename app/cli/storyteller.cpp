#include "app/cli/storyteller.h"

#include "app/cli/requestwords.h"
#include "app/cli/texttable.h"
#include "app/cli/textwidth.h"
#include "app/cli/timewords.h"
#include "core/base/timetext.h"
#include "core/service/wirejson.h"

namespace lockbox::cli {

Storyteller::Storyteller(LockboxService &service, Output &output, const Tenant &tenant)
    : m_service(service), m_output(output), m_tenant(tenant)
{}

void Storyteller::chapter(const QString &title)
{
    m_chapter = title;
    const QString heading = QStringLiteral("%1. %2").arg(++m_chapters).arg(title);
    m_output.painted(
        QStringLiteral("\n%1\n").arg(toned(heading, Tone::Heading, m_output.isColoured())));
}

void Storyteller::remark(const QString &text)
{
    m_output.words(text);
    if (!m_step.isEmpty())
        m_steps.append(m_step);
    m_step = {{QStringLiteral("chapter"), m_chapter},
              {QStringLiteral("title"), text},
              {QStringLiteral("actor"), QJsonValue()}};
}

void Storyteller::act(const QString &title, const QString &user, const QString &command)
{
    if (!m_step.isEmpty())
        m_steps.append(m_step);
    m_step = {{QStringLiteral("chapter"), m_chapter},
              {QStringLiteral("title"), title},
              {QStringLiteral("actor"), user},
              {QStringLiteral("command"), command}};
    QString when;
    if (const auto now = m_service.now()) {
        m_step.insert(QStringLiteral("at"), toRfc3339(*now));
        when = bothTimes(*now);
    }
    const bool coloured = m_output.isColoured();
    m_output.painted(QStringLiteral("%1  %2").arg(toned(when, Tone::Quiet, coloured), title));
    m_output.painted(
        toned(QStringLiteral("  $ lockbox --as %1 %2").arg(user, command), Tone::Quiet, coloured));
}

void Storyteller::result(const QString &text)
{
    m_step.insert(QStringLiteral("result"), text);
    m_output.words(QStringLiteral("  → %1").arg(oneLine(text)));
}

void Storyteller::result(const AccessRequest &request)
{
    m_step.insert(QStringLiteral("request"), wire::toJson(request, m_tenant));
    result(outcome(request, m_tenant));
}

void Storyteller::refusal(const Error &error)
{
    m_step.insert(QStringLiteral("error"),
                  wire::toJson(error).value(QStringLiteral("error")).toObject());
    m_output.painted(toned(QStringLiteral("  → Refused: %1").arg(oneLine(error.message)), Tone::Bad,
                           m_output.isColoured()));
}

void Storyteller::lines(const QString &text)
{
    m_output.words(text);
}

void Storyteller::finish()
{
    if (!m_step.isEmpty())
        m_steps.append(m_step);
    m_step = {};
    m_output.document(wire::toList(m_steps, {}));
}

} // namespace lockbox::cli
