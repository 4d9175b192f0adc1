/**
 * Puts what was committed on the disk without stopping the event loop for it. SQLite itself would wait for the disk
 * inside COMMIT: some milliseconds each time, in which nothing else could run.
 */
import { type FileHandle, open } from 'node:fs/promises';

/** The log of one database file, for the one connection that writes. */
export class LogSync {
  private file: FileHandle | null = null;

  /** @param path of the database file; its log lies beside it while a connection is open */
  constructor(private readonly path: string) {}

  /**
   * Resolves when everything that was committed before the call outlasts a power cut.
   * @throws Error when the disk does not take it
   */
  async flush(): Promise<void> {
    // Another descriptor of the log takes nobody's lock away: SQLite's are on its other files.
    this.file ??= await open(`${this.path}-wal`, 'r+');
    await this.file.datasync();
  }

  async close(): Promise<void> {
    await this.file?.close();
    this.file = null;
  }
}
