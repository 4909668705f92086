#pragma once

#include "core/domain/delivery.h"

#include <QWidget>

#include <vector>

class QPushButton;
class QVBoxLayout;

namespace lockbox::ui {

class NoticeRow;

/// Deliveries below each other: to whom, what, and how far it has come. What went wrong comes first. Of a long list the rest is
/// shown on demand.
class NoticeList : public QWidget
{
    Q_OBJECT

public:
    /// Whether each line also names its request and leads there.
    enum class Requests { Hidden, Shown };

    explicit NoticeList(Requests requests, QWidget *parent = nullptr);

    /// Keeps the lines that stay.
    void show(const std::vector<Delivery> &deliveries, Timestamp now);

    /// As many lines are shown at first.
    static constexpr size_t fewLines = 12;

signals:
    void requestRequested(const QString &request);

private:
    void showLines();

    Requests m_requests;
    std::vector<Delivery> m_deliveries;
    Timestamp m_now{};
    bool m_isLong = false;
    QVBoxLayout *m_lines;
    std::vector<NoticeRow *> m_rows;
    QPushButton *m_all;
};

} // namespace lockbox::ui
