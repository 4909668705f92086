#include "core/store/postgresstatement.h"

#include "core/store/postgreserror.h"

#include <libpq-fe.h>

#include <charconv>

namespace lockbox {

// Integers and texts go as text, so that the server takes them for whatever type stands there; bytes go as they are.
constexpr int textFormat = 0;
constexpr int binaryFormat = 1;

PostgresStatement::PostgresStatement(PostgresConnection &connection, PostgresText text,
                                     QByteArray name, Mode mode)
    : m_connection(connection),
      m_text(std::move(text)),
      m_name(std::move(name)),
      m_mode(mode),
      m_values(m_text.names.size()),
      m_pointers(size_t(m_text.names.size()), nullptr),
      m_lengths(size_t(m_text.names.size()), 0),
      m_formats(size_t(m_text.names.size()), textFormat)
{}

Result<void> PostgresStatement::prepare()
{
    if (auto ok = m_connection.ready(); !ok)
        return ok;
    if (m_mode != Mode::Kept || m_generation == m_connection.generation())
        return {};
    const auto prepared = m_connection.checked(
        PQprepare(m_connection.handle(), m_name.constData(), m_text.text.constData(), 0, nullptr));
    if (!prepared)
        return failure(prepared);
    m_generation = m_connection.generation();
    return {};
}

void PostgresStatement::refuse(ErrorCode code, const QString &message)
{
    if (!m_bindError)
        m_bindError = Error{.code = code, .message = message};
}

std::optional<qsizetype> PostgresStatement::place(const char *name)
{
    const qsizetype found = m_text.names.indexOf(QByteArrayView(name));
    if (found >= 0)
        return found;
    refuse(ErrorCode::Internal,
           QStringLiteral("the statement has no place %1").arg(QLatin1String(name)));
    return std::nullopt;
}

void PostgresStatement::set(const char *name, const QByteArray &value, int format)
{
    const auto found = place(name);
    if (!found)
        return;
    m_values[*found] = value;
    const auto at = size_t(*found);
    m_pointers[at] = m_values.at(*found).constData();
    m_lengths[at] = int(value.size());
    m_formats[at] = format;
}

void PostgresStatement::bindText(const char *name, const QString &value)
{
    const QByteArray utf8 = value.toUtf8();
    if (utf8.contains('\0')) {
        refuse(ErrorCode::InvalidArgument,
               QStringLiteral("%1 has a NUL character, which this store can't keep")
                   .arg(QLatin1String(name + 1)));
        return;
    }
    set(name, utf8, textFormat);
}

void PostgresStatement::bindBlob(const char *name, const QByteArray &value)
{
    set(name, value, binaryFormat);
}

void PostgresStatement::bindInteger(const char *name, qint64 value)
{
    set(name, QByteArray::number(value), textFormat);
}

void PostgresStatement::bindNull(const char *name)
{
    if (const auto found = place(name))
        m_pointers[size_t(*found)] = nullptr;
}

Result<PostgresResult> PostgresStatement::sendOnce(const QByteArray &text)
{
    return m_connection.checked(PQexecParams(m_connection.handle(), text.constData(),
                                             int(m_pointers.size()), nullptr, m_pointers.data(),
                                             m_lengths.data(), m_formats.data(), textFormat));
}

Result<PostgresResult> PostgresStatement::send()
{
    if (auto ok = prepare(); !ok)
        return failure(ok);
    if (m_mode == Mode::Walk)
        return sendOnce("DECLARE " + m_name + " NO SCROLL CURSOR FOR " + m_text.text);
    if (m_mode == Mode::Once)
        return sendOnce(m_text.text);
    return m_connection.checked(PQexecPrepared(m_connection.handle(), m_name.constData(),
                                               int(m_pointers.size()), m_pointers.data(),
                                               m_lengths.data(), m_formats.data(), textFormat));
}

/// A question outside a transaction can be asked again where the line was cut.
static bool isQuestion(const QByteArray &text)
{
    return text.startsWith("SELECT") || text.startsWith("WITH");
}

Result<bool> PostgresStatement::exec()
{
    if (m_bindError)
        return Failure(*m_bindError);
    auto result = send();
    if (!result && m_connection.isLost() && !m_connection.isInTransaction()
        && isQuestion(m_text.text))
        result = send();
    if (m_mode != Mode::Walk)
        return took(std::move(result));
    if (!result)
        return failure(result);
    m_isOpen = true;
    return fetch();
}

Result<bool> PostgresStatement::took(Result<PostgresResult> result)
{
    m_row = 0;
    m_rows = 0;
    m_changedRows = 0;
    if (!result)
        return failure(result);
    m_result = std::move(*result);
    m_rows = PQntuples(m_result.get());
    m_changedRows = QByteArrayView(PQcmdTuples(m_result.get())).toInt();
    return m_rows > 0;
}

Result<bool> PostgresStatement::fetch()
{
    return took(m_connection.run("FETCH 1000 FROM " + m_name));
}

Result<bool> PostgresStatement::next()
{
    if (++m_row < m_rows)
        return true;
    return m_mode == Mode::Walk && m_rows > 0 ? fetch() : Result<bool>(false);
}

void PostgresStatement::reset()
{
    m_result.reset();
    m_rows = 0;
    m_bindError.reset();
    // One that outlives its transaction was closed with it.
    if (m_isOpen && PQtransactionStatus(m_connection.handle()) == PQTRANS_INTRANS)
        (void)m_connection.run("CLOSE " + m_name);
    m_isOpen = false;
}

qint64 PostgresStatement::insertedKey() const
{
    return m_rows > 0 ? integer(0) : 0;
}

bool PostgresStatement::isNull(int column) const
{
    return PQgetisnull(m_result.get(), m_row, column) != 0;
}

qint64 PostgresStatement::integer(int column) const
{
    const QByteArrayView digits = bytes(column);
    qint64 value = 0;
    std::from_chars(digits.begin(), digits.end(), value);
    return value;
}

QByteArrayView PostgresStatement::bytes(int column) const
{
    return QByteArrayView(PQgetvalue(m_result.get(), m_row, column),
                          PQgetlength(m_result.get(), m_row, column));
}

QByteArray PostgresStatement::blob(int column) const
{
    // "\\x" and two digits for each byte; nothing at all for NULL.
    const QByteArrayView digits = bytes(column);
    return QByteArray::fromHex(QByteArray::fromRawData(digits.data(), digits.size()).mid(2));
}

} // namespace lockbox
