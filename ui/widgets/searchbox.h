#pragma once

#include <QLineEdit>

namespace lockbox::ui {

/// A line to search in, with a magnifying glass, a button that clears it, and Escape that does the same.
class SearchBox : public QLineEdit
{
    Q_OBJECT

public:
    /// `name` is placeholder and accessible name.
    explicit SearchBox(const QString &name, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    /// Names Qt's buttons within the line that have no name yet.
    void nameButtons(const QString &name);
    void dress();

    QAction *m_glass;
};

} // namespace lockbox::ui
