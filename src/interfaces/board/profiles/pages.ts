import { ProfileModule } from '../../../documents/profile/server.js';
import { DirectoryModule } from '../../../park/directory/index.js';
import { MasterModule } from '../../../park/master/index.js';
import { SoftwareModule } from '../../../park/software/index.js';
import type { SubjectPages } from '../frame/pages.js';
import { ProfileConflict } from './profile-conflict.js';
import { ProfileEditorPageController } from './profile-editor.controller.js';
import { ProfileEditor } from './profile-editor.js';
import { ProfileNotes } from './profile-notes.js';
import { ProfilePageController } from './profile-page.controller.js';
import { ProfileSecrets } from './profile-secrets.js';
import { RecetteListPageController } from './recette-list-page.controller.js';

/** The editor is before the pages: `/profiles/new` is no profile. */
export const PROFILE_PAGES: SubjectPages = {
  imports: [ProfileModule, DirectoryModule, MasterModule, SoftwareModule],
  controllers: [ProfileEditorPageController, ProfilePageController, RecetteListPageController],
  providers: [ProfileConflict, ProfileEditor, ProfileNotes, ProfileSecrets],
};
