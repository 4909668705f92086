#include "ui/widgets/placedialog.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace lockbox::ui {

namespace {

QString folderKey()
{
    return QStringLiteral("window/lastFolder");
}

/// The folder that was chosen last, if it is still there.
QString lastFolder()
{
    const QString folder = QSettings().value(folderKey()).toString();
    return !folder.isEmpty() && QFileInfo(folder).isDir()
               ? folder
               : QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

void ask(QFileDialog *dialog, bool wantsFolder, PlaceChosen chosen)
{
    dialog->setObjectName(QStringLiteral("placeDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog,
                     [wantsFolder, chosen = std::move(chosen)](const QString &path) {
                         QSettings().setValue(folderKey(),
                                              wantsFolder ? path : QFileInfo(path).absolutePath());
                         chosen(path);
                     });
    dialog->open();
}

} // namespace

void askForFile(QWidget *parent, const QString &title, const QString &name, PlaceChosen chosen)
{
    auto *dialog = new QFileDialog(parent, title, lastFolder());
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->selectFile(name);
    ask(dialog, false, std::move(chosen));
}

void askForExistingFile(QWidget *parent, const QString &title, const QString &filter,
                        PlaceChosen chosen)
{
    auto *dialog = new QFileDialog(parent, title, lastFolder(), filter);
    dialog->setFileMode(QFileDialog::ExistingFile);
    ask(dialog, false, std::move(chosen));
}

void askForFolder(QWidget *parent, const QString &title, PlaceChosen chosen)
{
    auto *dialog = new QFileDialog(parent, title, lastFolder());
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    ask(dialog, true, std::move(chosen));
}

} // namespace lockbox::ui
