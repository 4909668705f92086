#pragma once

#include "core/wire/archive.h"

#include <optional>
#include <string_view>

namespace lockbox::wire {

/// Reads JSON text that TextWriter has written, in one go: names in the order of the description, no spaces. What is otherwise it does
/// not read; Reader tells what is wrong, if anything is.
class TextReader
{
public:
    static constexpr bool isReading = true;

    /// The text must outlive this.
    explicit TextReader(std::string_view text) : m_left(text) {}

    template<typename T>
    void operator()(const char *name, T &value)
    {
        if (key(name))
            take(value);
    }
    void orNull(const char *name, QString &text)
    {
        if (!key(name))
            return;
        if (takeWord("null"))
            text.clear();
        else
            take(text);
    }
    template<typename T>
    void within(T &value)
    {
        describe(*this, value);
    }
    /// A value of a described type; names behind those that it knows are passed over.
    template<typename T>
    void object(T &value)
    {
        expect('{');
        const bool outer = std::exchange(m_isFirst, true);
        describe(*this, value);
        passOverRest();
        m_isFirst = outer;
    }
    /// Whether all was read, to the text's end.
    bool isDone() const { return m_isRight && m_left.empty(); }

private:
    bool key(std::string_view name);
    bool isNext(char c) const { return m_isRight && !m_left.empty() && m_left.front() == c; }
    bool takeIf(char c);
    void expect(char c);
    bool takeWord(std::string_view word);
    void passOverRest();
    /// The text of one value, whatever it is.
    std::string_view passOver();
    void passOverText();
    /// What stands between quotes, as it stands there.
    std::string_view quoted();

    void take(bool &value);
    void take(int &value);
    void take(qint64 &value);
    void take(QString &value);
    void takeEscaped(QString &value);
    void take(Timestamp &value);
    void take(std::chrono::seconds &value);
    void take(Event &value);
    template<typename Tag>
    void take(Id<Tag> &value)
    {
        const auto text = quoted();
        value = Id<Tag>::fromString(QString::fromLatin1(text.data(), qsizetype(text.size())));
        m_isRight = m_isRight && !value.isNull();
    }
    template<Slugged T>
    void take(T &value)
    {
        const auto text = quoted();
        const QString slug = QString::fromLatin1(text.data(), qsizetype(text.size()));
        m_isRight = m_isRight && readSlug(slug, value).has_value();
    }
    template<typename T>
    void take(std::optional<T> &value)
    {
        value.reset();
        if (!takeWord("null"))
            take(value.emplace());
    }
    template<typename T>
    void take(std::vector<T> &values)
    {
        values.clear();
        expect('[');
        if (takeIf(']'))
            return;
        do {
            take(values.emplace_back());
        } while (takeIf(','));
        expect(']');
    }
    template<typename T>
    void take(T &value)
    {
        object(value);
    }

    std::string_view m_left;
    bool m_isFirst = true;
    bool m_isRight = true;
};

} // namespace lockbox::wire
