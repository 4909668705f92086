#pragma once

#include "core/wire/archive.h"

#include <string_view>

namespace lockbox::wire {

/// Makes JSON text, as Writer makes JSON, field by field.
class TextWriter
{
public:
    static constexpr bool isReading = false;

    explicit TextWriter(const Tenant *tenant = nullptr) : m_tenant(tenant) {}

    template<typename T>
    void operator()(const char *name, const T &value)
    {
        key(name);
        put(value);
    }
    void orNull(const char *name, const QString &text)
    {
        key(name);
        if (text.isEmpty())
            word("null");
        else
            put(text);
    }
    template<typename T>
    void within(const T &value)
    {
        describe(*this, value);
    }
    /// A value of a described type.
    template<typename T>
    void object(const T &value)
    {
        sign('{');
        m_isFirst = true;
        describe(*this, value);
        sign('}');
        m_isFirst = false;
    }

    const Tenant *tenant() const { return m_tenant; }
    QByteArray text() const { return m_text.left(m_size); }
    void put(const QString &value);

private:
    /// Where the next so many bytes go; written() says how many it were.
    char *room(qsizetype bytes);
    void written(const char *end) { m_size = end - m_text.constData(); }
    void word(std::string_view text);
    void sign(char c);
    void key(std::string_view name);
    /// From the first character on that is more than its own byte.
    void putEscaped(QStringView value);
    void put(bool value) { word(value ? "true" : "false"); }
    void put(int value) { put(qint64(value)); }
    void put(qint64 value);
    void put(Timestamp value);
    void put(std::chrono::seconds value)
    {
        put(std::clamp<qint64>(value.count(), -largestExact, largestExact));
    }
    void put(const Event &value);
    template<typename Tag>
    void put(const Id<Tag> &value)
    {
        if (value.isNull())
            word("null");
        else
            put(value.toString());
    }
    template<Slugged T>
    void put(const T &value)
    {
        put(slugOf(value));
    }
    template<typename T>
    void put(const std::optional<T> &value)
    {
        if (value)
            put(*value);
        else
            word("null");
    }
    template<typename T>
    void put(const std::vector<T> &values)
    {
        sign('[');
        for (const T &value : values) {
            if (&value != &values.front())
                sign(',');
            put(value);
        }
        sign(']');
    }
    template<typename T>
    void put(const T &value)
    {
        object(value);
    }

    const Tenant *m_tenant;
    QByteArray m_text; ///< With room behind what is written.
    qsizetype m_size = 0;
    bool m_isFirst = true;
};

} // namespace lockbox::wire
