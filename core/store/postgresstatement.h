#pragma once

#include "core/store/postgresconnection.h"
#include "core/store/postgrestext.h"
#include "core/store/preparedstatement.h"

#include <QList>

#include <vector>

namespace lockbox {

/// A statement that a PostgreSQL server has prepared; prepared again where the connection was opened anew.
class PostgresStatement final : public PreparedStatement
{
public:
    enum class Mode {
        Once, ///< Sent with each use.
        Kept, ///< Prepared under its name.
        Walk, ///< Rows come in portions, through a cursor of that name.
    };
    PostgresStatement(PostgresConnection &connection, PostgresText text, QByteArray name,
                      Mode mode);

    /// Has the server prepare it, unless it has.
    Result<void> prepare();

    void bindText(const char *name, const QString &value) override;
    void bindBlob(const char *name, const QByteArray &value) override;
    void bindInteger(const char *name, qint64 value) override;
    void bindNull(const char *name) override;

    Result<bool> exec() override;
    Result<bool> next() override;
    void reset() override;

    int changedRows() const override { return m_changedRows; }
    qint64 insertedKey() const override;

    bool isNull(int column) const override;
    qint64 integer(int column) const override;
    QByteArrayView bytes(int column) const override;
    QByteArray blob(int column) const override;

private:
    /// Where a named bind goes; notes a mistake where the statement has no such place.
    std::optional<qsizetype> place(const char *name);
    void set(const char *name, const QByteArray &value, int format);
    void refuse(ErrorCode code, const QString &message);
    Result<PostgresResult> send();
    Result<PostgresResult> sendOnce(const QByteArray &text);
    Result<bool> took(Result<PostgresResult> result);
    Result<bool> fetch();

    PostgresConnection &m_connection;
    PostgresText m_text;
    QByteArray m_name;
    Mode m_mode;
    int m_generation = 0; ///< The opening of the connection for which it was prepared.
    std::optional<Error> m_bindError;

    QList<QByteArray> m_values;
    // As libpq wants them: a null pointer is NULL.
    std::vector<const char *> m_pointers;
    std::vector<int> m_lengths;
    std::vector<int> m_formats;

    PostgresResult m_result;
    int m_row = 0;
    int m_rows = 0;
    int m_changedRows = 0;
    bool m_isOpen = false; ///< The cursor is.
};

} // namespace lockbox
