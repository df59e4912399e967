"""Turns events into deliveries, and lets a test hold, reorder, lose and repeat them."""

import threading
from collections.abc import Iterable

from sandbox.github.webhooks.hooks import Delivery, Hook, hook_shape
from sandbox.github.webhooks.payloads import ping
from sandbox.github.webhooks.sender import UNREACHABLE, Sender
from sandbox.github.webhooks.signing import signed_request
from sandbox.github.world.accounts import Account, Installation
from sandbox.github.world.refusal import refuse_missing
from sandbox.github.world.world import Event, World

# GitHub forgets deliveries after three days.
KEPT_SECONDS = 3 * 24 * 3600


class PostOffice:
    """All hooks of the world and all their deliveries."""

    def __init__(self, world: World) -> None:
        """Listen to the events of a world."""
        self._world = world
        self._hooks: list[Hook] = []
        self._deliveries: list[Delivery] = []
        self._senders: dict[int, Sender] = {}
        self._underway = 0
        self._settled = threading.Condition()
        self._holding = False
        self._to_drop = 0
        self._to_duplicate = 0
        self.held: list[Delivery] = []
        world.listeners.append(self._deliver_to_all)

    def add(self, hook: Hook, sender: Account) -> None:
        """Register a hook; it is pinged at once."""
        self._hooks.append(hook)
        shape = hook_shape(self._world, hook)
        payload = ping(self._world, hook.repository, sender, shape)
        self._deliver(hook, Event("ping", self._world.new_guid(), hook.repository, payload))

    def deliveries(self, *, app_id: int | None = None) -> list[Delivery]:
        """The deliveries that GitHub still knows, oldest first; of one app's hook, or all."""
        since = self._world.clock() - KEPT_SECONDS
        kept = [delivery for delivery in self._deliveries if delivery.created_at >= since]
        return [each for each in kept if app_id is None or (each.hook.app and each.hook.app.id == app_id)]

    def hold(self) -> None:
        """Keep deliveries back in `held` until `release`."""
        self._holding = True

    def release(self, order: Iterable[int] | None = None) -> None:
        """Send what is held: these positions of `held`, in this order, or everything as it came.

        What is left out stays held; when nothing is left, holding ends.
        """
        positions = range(len(self.held)) if order is None else list(order)
        chosen = [self.held[position] for position in positions]
        self.held = [delivery for delivery in self.held if delivery not in chosen]
        self._holding = bool(self.held)
        for delivery in chosen:
            self._send(delivery)

    def drop_next(self, count: int = 1) -> None:
        """Lose the next deliveries, as if the receiver could not be reached."""
        self._to_drop += count

    def duplicate_next(self, count: int = 1) -> None:
        """Deliver each of the next deliveries twice, with one GUID."""
        self._to_duplicate += count

    def redeliver(self, guid: str) -> None:
        """Deliver an event again to each hook that saw it, as the button on GitHub's page does."""
        seen = {delivery.hook: delivery for delivery in self.deliveries() if delivery.event.guid == guid}
        if not seen:
            refuse_missing()
        for delivery in seen.values():
            self.attempt(delivery)

    def attempt(self, delivery: Delivery) -> None:
        """Deliver one delivery again: same GUID, same body, `redelivery` true."""
        again = self._new(delivery.hook, delivery.event, delivery.installation_id)
        again.redelivery = True
        self._send(again)

    def settle(self, timeout: float = 15.0) -> bool:
        """Wait until everything that was sent has an answer; False when `timeout` seconds were not enough."""
        with self._settled:
            return self._settled.wait_for(lambda: self._underway == 0, timeout)

    def close(self) -> None:
        """Send what is queued and end the threads."""
        for sender in self._senders.values():
            sender.close()

    def _deliver_to_all(self, event: Event) -> None:
        for hook in self._hooks:
            if hook.wants(event) and self._reaches(hook, event):
                self._deliver(hook, event)

    def _reaches(self, hook: Hook, event: Event) -> bool:
        if hook.app is None:
            return hook.repository is event.repository
        return self._installation(hook, event) is not None

    def _installation(self, hook: Hook, event: Event) -> Installation | None:
        if event.repository is None:
            return None
        identifier = event.repository.id
        installed = [each for each in self._world.installations.values() if each.app is hook.app]
        return next((each for each in installed if identifier in each.repository_ids), None)

    def _deliver(self, hook: Hook, event: Event) -> None:
        installation = self._installation(hook, event)
        delivery = self._new(hook, event, installation.id if installation else None)
        if self._to_drop:
            self._to_drop -= 1
            delivery.status, delivery.status_code = UNREACHABLE
            return
        copies = [delivery]
        if self._to_duplicate:
            self._to_duplicate -= 1
            copies.append(self._new(hook, event, delivery.installation_id))
        for each in copies:
            if self._holding:
                self.held.append(each)
            else:
                self._send(each)

    def _new(self, hook: Hook, event: Event, installation_id: int | None) -> Delivery:
        request = signed_request(
            event,
            secret=hook.secret,
            hook_id=hook.id,
            app_id=hook.app.id if hook.app else None,
            installation_id=installation_id,
        )
        created = self._world.clock()
        delivery = Delivery(self._world.new_id(), hook, event, request, created, installation_id)
        self._deliveries.append(delivery)
        return delivery

    def _send(self, delivery: Delivery) -> None:
        with self._settled:
            self._underway += 1
        if delivery.hook.id not in self._senders:
            self._senders[delivery.hook.id] = Sender(self._world.clock, self._answered)
        self._senders[delivery.hook.id].put(delivery)

    def _answered(self) -> None:
        with self._settled:
            self._underway -= 1
            self._settled.notify_all()
