#pragma once

#include "core/domain/delivery.h"

#include <QTextBrowser>

class QPushButton;

namespace lockbox::ui {

class FieldList;

/// The HTML of a mail, safely: nothing that it names is loaded, nothing in it leads anywhere.
class LetterBrowser : public QTextBrowser
{
    Q_OBJECT

public:
    explicit LetterBrowser(QWidget *parent = nullptr);

    QVariant loadResource(int type, const QUrl &name) override;

protected:
    void doSetSource(const QUrl &, QTextDocument::ResourceType) override {}
};

/// A mail as it is read: from whom, to whom, about what and when, and below that what it says.
class InboxLetter : public QWidget
{
    Q_OBJECT

public:
    explicit InboxLetter(QWidget *parent = nullptr);

    /// Keeps scroll and selection where it is the same mail as before.
    void show(const Letter &letter);

signals:
    void requestRequested(const QString &request);
    /// Show that this mail is genuine.
    void checkRequested(const QString &text);

private:
    void layOut();
    void showFields();

    Letter m_letter;
    FieldList *m_fields;
    QPushButton *m_open;
    QPushButton *m_check;
    LetterBrowser *m_browser;
};

} // namespace lockbox::ui
