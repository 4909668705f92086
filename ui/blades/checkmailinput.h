#pragma once

#include <QPlainTextEdit>

namespace lockbox::ui {

/// Where a mail is pasted as text, or dropped as a file or as a mail program hands it over.
class CheckMailInput : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit CheckMailInput(QWidget *parent = nullptr);

    /// Shows a mail without taking it for something that was typed.
    void showMessage(const QByteArray &message);

signals:
    void fileDropped(const QString &path);
    /// A whole mail, byte by byte.
    void messageDropped(const QByteArray &message);
    void edited(const QString &text);

protected:
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    bool m_isShowing = false;
};

} // namespace lockbox::ui
