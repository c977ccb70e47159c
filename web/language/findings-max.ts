/**
 * Of one program. Nobody reads more, and a program can write a file into its folder of which each of 150,000 lines is a
 * mistake: the page would stand still for minutes while it judges and draws them.
 */
export const FINDINGS_MAX = 500;
