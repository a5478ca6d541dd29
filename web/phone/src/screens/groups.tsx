import { useState } from 'preact/hooks';
import { call } from '../api/http';
import { Failure, Field, useAction, useRead, type Screen } from '../parts';
import { usersOf } from '../rules';
import { text } from '../text';

export interface Groups {
  items: { groupId: string; name: string; memberCount: number }[];
}

export function GroupsScreen({ session }: Screen) {
  const groups = useRead<Groups>(session, '/v1/groups');
  const [name, setName] = useState('');
  const [users, setUsers] = useState('');
  const action = useAction();
  const create = (event: Event): void => {
    event.preventDefault();
    action.run(async () => {
      const body = { name, memberIds: usersOf(users) };
      await call(session, 'POST', '/v1/groups', { body, keyed: true });
      setName('');
      setUsers('');
      groups.again();
    });
  };
  return (
    <>
      <h1>{text('groups')}</h1>
      <Failure>{groups.failure}</Failure>
      <ul class="lines">
        {groups.value?.items.map((group) => (
          <li key={group.groupId}>
            <span>{group.name}</span>
            <span>
              {group.memberCount} {text('members')}
            </span>
          </li>
        ))}
      </ul>
      {groups.value?.items.length === 0 && <p>{text('nothing')}</p>}
      <form onSubmit={create}>
        <h2>{text('newGroup')}</h2>
        <Field label={text('groupName')} value={name} onInput={setName} />
        <Field label={text('userIds')} value={users} onInput={setUsers} />
        <button disabled={action.busy || name.trim() === ''}>{text('create')}</button>
        <Failure>{action.failure}</Failure>
      </form>
    </>
  );
}
