#pragma once

#include <QWidget>

namespace lockbox::ui {

/// "Alex Wilber" becomes "AW"; "Cher" becomes "C".
QString initialsOf(const QString &name);

/// A person's initials in a circle. Decoration: the name stands beside it, so screen readers skip it.
class Avatar : public QWidget
{
    Q_OBJECT

public:
    explicit Avatar(const QString &name = {}, int side = 32, QWidget *parent = nullptr);

    void setName(const QString &name);
    QSize sizeHint() const override { return {m_side, m_side}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

    static void paint(QPainter &painter, const QRect &rect, const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    int m_side;
};

} // namespace lockbox::ui
