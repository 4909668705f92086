#pragma once

#include "ui/blades/noticeacts.h"

#include <QFrame>

class QPushButton;

namespace lockbox::ui {

class ElidedLabel;
class TextLabel;

/// One delivery in a line or two: a coloured sign, the recipient and the kind, and below them in words how far it has come. One that
/// could not be delivered stands out. What can be done about it stands below.
class NoticeRow : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeRow(bool namesRequest, QWidget *parent = nullptr);

    void show(const Delivery &delivery, Timestamp now, const NoticeActs::Offer &offer);
    const Delivery &delivery() const { return m_delivery; }

signals:
    void requestRequested(const QString &request);
    void retryRequested(const lockbox::Delivery &delivery);
    void suppressRequested(const lockbox::Delivery &delivery);

private:
    void layOut();
    void dress();
    void showOffer(const NoticeActs::Offer &offer);
    void keepFocus(const QWidget &button, bool stays);

    bool m_namesRequest;
    Delivery m_delivery;
    TextLabel *m_icon;
    ElidedLabel *m_name;
    TextLabel *m_kind;
    TextLabel *m_state;
    QPushButton *m_open;
    QPushButton *m_retry;
    QPushButton *m_suppress;
};

} // namespace lockbox::ui
