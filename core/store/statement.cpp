#include "core/store/statement.h"

#include <QStringDecoder>

namespace lockbox {

Statement::Statement(std::shared_ptr<PreparedStatement> prepared) : m_prepared(std::move(prepared))
{}

Statement::Statement(const Error &prepareError) : m_error(prepareError)
{}

Statement::~Statement()
{
    if (m_prepared)
        m_prepared->reset();
}

Statement &Statement::bind(const char *name, const QString &value)
{
    if (m_prepared)
        m_prepared->bindText(name, value);
    return *this;
}

Statement &Statement::bind(const char *name, const QByteArray &blob)
{
    if (m_prepared)
        m_prepared->bindBlob(name, blob);
    return *this;
}

Statement &Statement::bind(const char *name, qint64 value)
{
    if (m_prepared)
        m_prepared->bindInteger(name, value);
    return *this;
}

Statement &Statement::bindNull(const char *name)
{
    if (m_prepared)
        m_prepared->bindNull(name);
    return *this;
}

Result<void> Statement::brought(const Result<bool> &row)
{
    m_row = row && *row ? Row::Waiting : Row::None;
    return row ? Result<void>() : failure(row);
}

Result<void> Statement::exec()
{
    if (m_error)
        return Failure(*m_error);
    auto done = brought(m_prepared->exec());
    m_changedRows = m_prepared->changedRows();
    return done;
}

Result<bool> Statement::next()
{
    m_column = 0;
    if (m_row == Row::Current) {
        if (auto ok = brought(m_prepared->next()); !ok)
            return failure(ok);
    }
    if (m_row == Row::None)
        return false;
    m_row = Row::Current;
    return true;
}

/// Qt takes U+FEFF at a text's beginning for a byte order mark and drops it; here it belongs to the text.
static QString withItsBeginning(QByteArrayView utf8)
{
    QStringDecoder decoder(QStringConverter::Utf8, QStringConverter::Flag::ConvertInitialBom);
    return decoder(utf8);
}

QString Statement::text()
{
    const QByteArrayView utf8 = bytes();
    return utf8.startsWith("\xef\xbb\xbf") ? withItsBeginning(utf8) : QString::fromUtf8(utf8);
}

bool Statement::skippedNull()
{
    if (!m_prepared->isNull(m_column))
        return false;
    ++m_column;
    return true;
}

std::optional<QString> Statement::optionalText()
{
    return skippedNull() ? std::nullopt : std::optional(text());
}

std::optional<Timestamp> Statement::optionalTime()
{
    return skippedNull() ? std::nullopt : std::optional(time());
}

} // namespace lockbox
