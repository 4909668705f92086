#pragma once

#include "ui/widgets/messagebar.h"

#include <QTimer>

namespace lockbox::ui {

class ConnectionWatch;

/// Says below the header that the connection is lost and as of when the data are, and for a moment that it is back.
class ConnectionBar : public MessageBar
{
    Q_OBJECT

public:
    explicit ConnectionBar(ConnectionWatch &watch, QWidget *parent = nullptr);

private:
    void showState();

    ConnectionWatch &m_watch;
    QTimer m_leaving;
};

} // namespace lockbox::ui
