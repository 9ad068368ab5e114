'use client';

import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import Typography from '@mui/material/Typography';
import { TextInput } from '@/components/ui/text-input';

export interface Target {
  own: boolean;
  path: string;
}

interface TargetChoiceProps {
  target: Target;
  onChange: (target: Target) => void;
  error: string | undefined;
}

function OwnPath({ target, onChange, error }: TargetChoiceProps) {
  return (
    <TextInput
      autoFocus
      label="Folder on this server"
      placeholder="/srv/restored"
      value={target.path}
      onChange={(event) => onChange({ own: true, path: event.target.value })}
      error={error !== undefined}
      helperText={error ?? 'Must be empty or not exist yet'}
      sx={{ mt: 1 }}
      mono
    />
  );
}

/** A fresh folder unless one is named; says that nothing is overwritten. */
export function TargetChoice({ target, onChange, error }: TargetChoiceProps) {
  return (
    <FormControl component="fieldset" fullWidth>
      <FormLabel component="legend" sx={{ fontWeight: 620 }}>
        Where to
      </FormLabel>
      <RadioGroup
        value={target.own ? 'own' : 'fresh'}
        onChange={(_, value) => onChange({ ...target, own: value === 'own' })}
      >
        <FormControlLabel
          value="fresh"
          control={<Radio />}
          label="A fresh folder, named by Holdfast (recommended)"
        />
        <FormControlLabel value="own" control={<Radio />} label="A folder I name" />
      </RadioGroup>
      {target.own ? <OwnPath target={target} onChange={onChange} error={error} /> : null}
      <Typography variant="body2" color="textSecondary" sx={{ mt: 1.5 }}>
        Nothing is overwritten: the files go into a new or empty folder with the paths they have in the
        archive. The job page says where they are; move them to their place from there.
      </Typography>
    </FormControl>
  );
}
