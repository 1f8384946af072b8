/** In `supabase/config.toml` and on the deploy page: `minimum_password_length`. */
const shortest = 8;

/** Said before a password is refused; a project may ask for more. */
export const passwordRule = `Use at least ${shortest} characters.`;

/** As Supabase Auth counts. */
export function tooShort(password: string): boolean {
  return password.length < shortest;
}
