#pragma once

#include "ui/shell/consolecontext.h"

namespace lockbox::ui {

/// The tenant's notices as a list: at first those that did not arrive.
class NoticesPresenter : public QObject
{
    Q_OBJECT

public:
    enum class Face { Loading, List, Empty, Failed };

    explicit NoticesPresenter(ConsoleContext &context, QObject *parent = nullptr);

    Face face() const { return m_face; }
    /// Newest first.
    const std::vector<Delivery> &deliveries() const { return m_deliveries; }
    const std::optional<Error> &error() const { return m_error; }
    bool isTroubleOnly() const { return m_isTroubleOnly; }
    bool hasOlder() const { return m_hasOlder; }
    /// What is to be said about notices that nothing sends; empty where there is nothing.
    QString dueText() const;
    QString subtitle() const;

    void setTroubleOnly(bool isTroubleOnly);
    void showOlder();
    void refresh();

    static constexpr int step = 100;
    static constexpr int most = 1000;

signals:
    void changed();

private:
    struct Reading {
        std::vector<Delivery> deliveries;
        qint64 due = 0;
    };

    void take(Result<Reading> reading, int limit);

    ConsoleContext &m_context;
    Face m_face = Face::Loading;
    std::vector<Delivery> m_deliveries;
    std::optional<Error> m_error;
    bool m_isTroubleOnly = true;
    bool m_hasOlder = false;
    qint64 m_due = 0;
    int m_limit = step;
};

} // namespace lockbox::ui
