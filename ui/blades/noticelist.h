#pragma once

#include "core/domain/delivery.h"

#include <QWidget>

#include <vector>

class QPushButton;
class QVBoxLayout;

namespace lockbox::ui {

class ConsoleContext;
class NoticeActs;
class NoticeRow;
class UserQuestionBar;

/// Deliveries below each other: to whom, what, and how far it has come. What went wrong comes first. Of a long list the rest is
/// shown on demand.
class NoticeList : public QWidget
{
    Q_OBJECT

public:
    /// Whether each line also names its request and leads there.
    enum class Requests { Hidden, Shown };

    explicit NoticeList(Requests requests, QWidget *parent = nullptr);

    /// From now on each line has what the signed-in account can do about it.
    void offerActs(ConsoleContext &context);

    /// Keeps the lines that stay.
    void show(const std::vector<Delivery> &deliveries, Timestamp now);

    /// As many lines are shown at first.
    static constexpr size_t fewLines = 12;

signals:
    void requestRequested(const QString &request);
    /// Something was done about a notice, or refused; in words. In both cases there may be news to read.
    void actDone(const QString &text);
    void actRefused(const QString &text);
    /// Told to screen readers.
    void announced(const QString &text);

private:
    NoticeRow *makeRow();
    void showLines();
    void ask(const Delivery &delivery);
    void placeQuestion();
    void showQuestion();

    Requests m_requests;
    std::vector<Delivery> m_deliveries;
    Timestamp m_now{};
    bool m_isLong = false;
    QVBoxLayout *m_lines;
    std::vector<NoticeRow *> m_rows;
    QPushButton *m_all;
    NoticeActs *m_acts = nullptr;
    UserQuestionBar *m_question = nullptr;
    qint64 m_asked = 0; ///< Which notice the question is about.
};

} // namespace lockbox::ui
