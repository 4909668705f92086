#include "core/wire/queries.h"

#include "core/base/timetext.h"
#include "core/wire/slugs.h"

namespace lockbox::wire {

namespace {

class QueryWriter
{
public:
    QUrlQuery query;

    void operator()(const char *name, const QString &value)
    {
        if (!value.isEmpty())
            add(name, value);
    }
    void operator()(const char *name, bool value)
    {
        if (value)
            add(name, QStringLiteral("true"));
    }
    template<typename Number>
    void operator()(const char *name, Number value, Number usual)
    {
        if (value != usual)
            add(name, QString::number(value));
    }
    template<typename T>
    void operator()(const char *name, const std::optional<T> &value)
    {
        if (value)
            add(name, textOf(*value));
    }
    template<typename T>
    void operator()(const char *name, const std::vector<T> &values)
    {
        for (const T &value : values)
            add(name, slugOf(value));
    }
    void operator()(const char *name, RequestSort sort)
    {
        if (sort != RequestSort())
            add(name, slugOf(sort));
    }

private:
    static QString textOf(const QString &text) { return text; }
    static QString textOf(Timestamp time) { return toRfc3339(time); }
    static QString textOf(Side side) { return slugOf(side); }

    void add(const char *name, const QString &value)
    {
        // A plus would be read as a blank.
        query.addQueryItem(QString::fromLatin1(name),
                           QString::fromLatin1(QUrl::toPercentEncoding(value)));
    }
};

class QueryReader
{
public:
    explicit QueryReader(const QUrlQuery &query)
    {
        // As browsers write a blank. A plus that is meant stands there encoded.
        QString text = query.query(QUrl::FullyEncoded);
        text.replace(QLatin1Char('+'), QStringLiteral("%20"));
        m_items = QUrlQuery(text).queryItems(QUrl::FullyDecoded);
    }

    void operator()(const char *name, QString &value)
    {
        if (const auto text = one(name))
            value = *text;
    }
    void operator()(const char *name, bool &value)
    {
        const auto text = one(name);
        if (!text)
            return;
        value = *text == QStringLiteral("true");
        if (!value && *text != QStringLiteral("false"))
            refuse(name, QStringLiteral("is neither true nor false"));
    }
    template<typename Number>
    void operator()(const char *name, Number &value, Number)
    {
        const auto text = one(name);
        if (!text)
            return;
        bool ok = false;
        const qint64 number = text->toLongLong(&ok);
        value = Number(number);
        if (!ok || qint64(value) != number)
            refuse(name, QStringLiteral("is no whole number"));
    }
    template<typename T>
    void operator()(const char *name, std::optional<T> &value)
    {
        if (const auto text = one(name))
            read(name, *text, value.emplace());
    }
    template<typename T>
    void operator()(const char *name, std::vector<T> &values)
    {
        for (const QString &text : take(name))
            read(name, text, values.emplace_back());
    }
    void operator()(const char *name, RequestSort &sort)
    {
        if (const auto text = one(name))
            read(name, *text, sort);
    }

    std::optional<Error> error()
    {
        if (!m_error && !m_items.isEmpty()) {
            const QByteArray name = m_items.front().first.left(64).toUtf8();
            refuse(name.constData(), QStringLiteral("is no parameter here"));
        }
        return m_error;
    }

private:
    void read(const char *, const QString &text, QString &value) { value = text; }
    void read(const char *name, const QString &text, Timestamp &value)
    {
        const auto time = parseRfc3339(text, QString::fromUtf8(name));
        if (time)
            value = *time;
        else
            refuse(name, QStringLiteral("is no time in RFC 3339"));
    }
    template<typename T>
    void read(const char *name, const QString &text, T &value)
    {
        if (const auto known = readSlug(text, value); !known)
            refuse(name, QStringLiteral("is nothing known: %1").arg(known.error().message));
    }

    void refuse(const char *name, const QString &what)
    {
        const QString field = QString::fromUtf8(name);
        if (!m_error)
            m_error = Error{.code = ErrorCode::InvalidArgument,
                            .message = QStringLiteral("\"%1\" %2").arg(field, what),
                            .field = field};
    }

    QStringList take(const char *name)
    {
        QStringList values;
        for (qsizetype i = m_items.size() - 1; i >= 0; --i) {
            if (m_items.at(i).first == QLatin1String(name))
                values.prepend(m_items.takeAt(i).second);
        }
        return values;
    }
    std::optional<QString> one(const char *name)
    {
        const QStringList values = take(name);
        if (values.size() > 1)
            refuse(name, QStringLiteral("is there twice"));
        return values.isEmpty() ? std::nullopt : std::optional(values.front());
    }

    QList<std::pair<QString, QString>> m_items;
    std::optional<Error> m_error;
};

template<class A>
void describe(A &a, RequestQuery &query)
{
    a("state", query.states);
    a("search", query.search);
    a("sort", query.sort);
    a("descending", query.descending);
    a("fromEnd", query.fromEnd);
    a("after", query.after);
    a("limit", query.limit, 100);
}

template<class A>
void describe(A &a, UserQuery &query)
{
    a("search", query.search);
    a("side", query.side);
}

template<class A>
void describe(A &a, DeliveryQuery &query)
{
    a("state", query.states);
    a("request", query.request);
    a("recipient", query.recipient);
    a("due", query.dueOnly);
    a("before", query.before, qint64(0));
    a("limit", query.limit, 100);
}

template<class A>
void describe(A &a, EventQuery &query)
{
    a("request", query.request);
    a("after", query.after, qint64(0));
    a("limit", query.limit, 100);
    a("newestFirst", query.newestFirst);
    a("kind", query.kinds);
    a("search", query.search);
    a("from", query.from);
    a("until", query.until);
}

} // namespace

template<typename T>
QUrlQuery toQuery(const T &query)
{
    QueryWriter writer;
    T value = query;
    describe(writer, value);
    return writer.query;
}

template<typename T>
Result<T> fromQuery(const QUrlQuery &query)
{
    QueryReader reader(query);
    T value;
    describe(reader, value);
    const auto error = reader.error();
    return error ? Result<T>(Failure(*error)) : Result<T>(value);
}

template QUrlQuery toQuery(const RequestQuery &);
template QUrlQuery toQuery(const UserQuery &);
template QUrlQuery toQuery(const DeliveryQuery &);
template QUrlQuery toQuery(const EventQuery &);
template Result<RequestQuery> fromQuery(const QUrlQuery &);
template Result<UserQuery> fromQuery(const QUrlQuery &);
template Result<DeliveryQuery> fromQuery(const QUrlQuery &);
template Result<EventQuery> fromQuery(const QUrlQuery &);

} // namespace lockbox::wire
