#pragma once

#include "core/domain/delivery.h"

#include <QFrame>

class QPushButton;

namespace lockbox::ui {

class ElidedLabel;
class TextLabel;

/// One delivery in a line or two: a coloured sign, the recipient and the kind, and below them in words how far it has come. One that
/// could not be delivered stands out.
class NoticeRow : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeRow(bool namesRequest, QWidget *parent = nullptr);

    void show(const Delivery &delivery, Timestamp now);

signals:
    void requestRequested(const QString &request);

private:
    void layOut();
    void dress();

    bool m_namesRequest;
    Delivery m_delivery;
    TextLabel *m_icon;
    ElidedLabel *m_name;
    TextLabel *m_kind;
    TextLabel *m_state;
    QPushButton *m_open;
};

} // namespace lockbox::ui
