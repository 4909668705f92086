#pragma once

#include <QString>

#include <functional>

class QWidget;

/// Asks for places in the file system with the system's dialog, beside everything else: nothing
/// waits for the answer, and without one nothing happens. The dialog is found by its object name,
/// "placeDialog".
namespace lockbox::ui {

using PlaceChosen = std::function<void(const QString &path)>;

/// Where to write a file. `name` is suggested, in the folder that was chosen last.
void askForFile(QWidget *parent, const QString &title, const QString &name, PlaceChosen chosen);
/// Which file to read. `filter` is as Qt takes it: "Mails (*.eml);;All files (*)".
void askForExistingFile(QWidget *parent, const QString &title, const QString &filter,
                        PlaceChosen chosen);
/// In which folder.
void askForFolder(QWidget *parent, const QString &title, PlaceChosen chosen);

} // namespace lockbox::ui
