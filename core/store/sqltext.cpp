#include "core/store/sqltext.h"

#include <QFile>
#include <QRegularExpression>

// Resources of a static library are registered when somebody asks for them. (Outside a namespace, as Q_INIT_RESOURCE demands.)
static void registerResources()
{
    static const bool done = [] {
        Q_INIT_RESOURCE(store_sql);
        return true;
    }();
    Q_UNUSED(done)
}

namespace lockbox {

static Result<QString> fileText(const QString &name, Engine engine)
{
    registerResources();
    const char *const own = engine == Engine::Sqlite ? "sqlite" : "postgres";
    for (const char *folder : {own, "common"}) {
        QFile file(
            QStringLiteral(":/lockbox/store/sql/%1/%2.sql").arg(QLatin1String(folder), name));
        if (file.open(QIODevice::ReadOnly))
            return QString::fromUtf8(file.readAll()).trimmed();
    }
    return failure(ErrorCode::Internal, QStringLiteral("there is no statement \"%1\"").arg(name));
}

Result<QString> sqlText(const QString &name, const SqlParts &parts, Engine engine)
{
    auto text = fileText(name, engine);
    if (!text)
        return text;
    static const QRegularExpression place(QStringLiteral("\\{([a-z_]+)\\}"));
    for (auto match = place.match(*text); match.hasMatch(); match = place.match(*text)) {
        const QString key = match.captured(1);
        const auto part =
            parts.contains(key) ? Result<QString>(parts.value(key)) : fileText(key, engine);
        if (!part)
            return part;
        text->replace(match.capturedStart(), match.capturedLength(), *part);
    }
    return text;
}

QStringList splitStatements(const QString &text)
{
    static const QRegularExpression end(QStringLiteral(";[ \\t]*(\\n[ \\t]*\\n|\\n?$)"));
    QStringList statements;
    for (const QString &statement : text.trimmed().split(end, Qt::SkipEmptyParts)) {
        if (!statement.trimmed().isEmpty())
            statements.append(statement.trimmed());
    }
    return statements;
}

} // namespace lockbox
