#pragma once

#include "core/service/lockboxservice.h"

#include <QCoreApplication>
#include <QWidget>

class QPushButton;

namespace lockbox::ui {

class ConsoleContext;
class NoticeList;
class TextLabel;

/// What is said about a request's notices as a whole, without the widgets.
class RequestNoticesText
{
    Q_DECLARE_TR_FUNCTIONS(RequestNoticesText)

public:
    /// Whether there is anything to tell this account.
    static bool hasNotices(const RequestDetails &details);
    /// "5 notices: 1 could not be delivered, 2 wait."
    static QString summary(const std::vector<Delivery> &deliveries);
};

/// The part of a request's blade that tells of its notices: the phrase that shows that a mail is genuine, who was written to, and
/// how far each mail has come.
class RequestNotices : public QWidget
{
    Q_OBJECT

public:
    explicit RequestNotices(ConsoleContext &context, QWidget *parent = nullptr);

    void show(const RequestDetails &details, Timestamp now);

signals:
    void checkRequested();
    void announced(const QString &text);
    /// Something was done about a notice, or refused; in words.
    void actDone(const QString &text);
    void actRefused(const QString &text);

private:
    void layOut();
    QWidget *makePhrase();
    void copyPhrase();

    QWidget *m_phraseBox = nullptr;
    TextLabel *m_phrase;
    QPushButton *m_copy;
    TextLabel *m_summary;
    NoticeList *m_list;
    QPushButton *m_check;
};

} // namespace lockbox::ui
