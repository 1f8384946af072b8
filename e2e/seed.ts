// People and numbers of the seed (supabase/seed.sql), as tests sign in and call.

/** The only admin of Nordlicht Reisen. */
export const JONAS = "jonas@nordlicht-reisen.example";
/** An agent there. */
export const PRIYA = "priya@nordlicht-reisen.example";
/** Another agent there. */
export const AOIFE = "aoife@nordlicht-reisen.example";
/** An agent of Fjordline. */
export const CAOIMHE = "caoimhe@fjordline.example";
/** The number of Nordlicht Reisen that rings everybody there. */
export const BERLIN = "+493023125610";
