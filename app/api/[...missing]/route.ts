import { methodMissing } from '@/lib/transport/http';

export {
  methodMissing as DELETE,
  methodMissing as GET,
  methodMissing as PATCH,
  methodMissing as POST,
  methodMissing as PUT,
};
