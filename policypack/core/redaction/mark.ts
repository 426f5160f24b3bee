/** What stands in the place of what is not shown. It holds nothing that would be taken for a credential again. */
export const HIDDEN = '…';
