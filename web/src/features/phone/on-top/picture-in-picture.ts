/** Windows of this page that stay on top of all others: https://wicg.github.io/document-picture-in-picture/ */
interface PictureInPicture {
  /** Only while the person's last press still counts. @throws (rejects) otherwise */
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

/** Null where the browser has none: Firefox, Safari, and every browser on a phone. */
export function pictureInPicture(): PictureInPicture | null {
  const { documentPictureInPicture } = globalThis as {
    documentPictureInPicture?: PictureInPicture;
  };
  return documentPictureInPicture ?? null;
}
