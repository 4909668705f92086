#include "ui/blades/checkmailinput.h"

#include <QMimeData>
#include <QUrl>

namespace lockbox::ui {

namespace {

QString messageType()
{
    return QStringLiteral("message/rfc822");
}

/// The one file of this machine that is dropped; empty where there is none, or many.
QString fileIn(const QMimeData &source)
{
    const QList<QUrl> urls = source.urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString();
}

} // namespace

CheckMailInput::CheckMailInput(QWidget *parent) : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_isShowing)
            emit edited(toPlainText());
    });
}

void CheckMailInput::showMessage(const QByteArray &message)
{
    m_isShowing = true;
    setPlainText(QString::fromUtf8(message));
    m_isShowing = false;
}

bool CheckMailInput::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasFormat(messageType()) || !fileIn(*source).isEmpty()
           || QPlainTextEdit::canInsertFromMimeData(source);
}

void CheckMailInput::insertFromMimeData(const QMimeData *source)
{
    const QString path = fileIn(*source);
    if (source->hasFormat(messageType()))
        emit messageDropped(source->data(messageType()));
    else if (!path.isEmpty())
        emit fileDropped(path);
    else
        QPlainTextEdit::insertFromMimeData(source);
}

} // namespace lockbox::ui
