#pragma once

#include <QFrame>

class QVBoxLayout;

namespace lockbox::ui {

class TextLabel;

/// A raised frame. Either lay it out like any frame, or give it a heading and fill body().
class Card : public QFrame
{
    Q_OBJECT

public:
    explicit Card(QWidget *parent = nullptr);
    explicit Card(const QString &heading, QWidget *parent = nullptr);

    /// Makes the card's own layout at the first call.
    void setHeading(const QString &heading);
    /// Below the heading. Makes the card's own layout at the first call.
    QVBoxLayout *body();
    /// At the right of the heading, for a button.
    void addToHeading(QWidget *widget);

private:
    void layOut();

    TextLabel *m_heading = nullptr;
    QLayout *m_head = nullptr;
    QVBoxLayout *m_body = nullptr;
};

} // namespace lockbox::ui
